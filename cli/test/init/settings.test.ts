import { UserError } from '../../src/errors';
import { Candidate } from '../../src/init/detect/candidate';
import { makeSettings, SettingOptions, Settings } from '../../src/init/settings';
import { Question } from '../../src/terminal/question';

const CALC: Candidate = { kind: 'cargo', file: 'Cargo.toml', library: 'pmcp', name: 'calc', description: 'Adds', path: '/', programs: ['calc'], certain: true };

const environment = process.env;

beforeEach(() => { process.env = { ...environment, AWS_REGION: 'eu-west-1' }; });

afterEach(() => { process.env = environment; });

const made = async (options: SettingOptions = {}, present: Partial<Settings> = {}, found = [CALC]) =>
  (await makeSettings({ directory: '/home/me/project', found, options, present })).settings;

test('without options or answers they are what was found, with login at Cognito', async () => {
  expect(await made()).toEqual({
    name: 'calc', description: 'Adds', region: 'eu-west-1', profile: undefined, path: '/', kind: 'cargo', program: 'calc', auth: 'cognito', environments: [],
  });
});

test('what is there already counts more than what was found, and options more than that', async () => {
  const present: Partial<Settings> = { name: 'old', region: 'us-west-2', profile: 'work', path: '/mcp', kind: 'cargo', program: 'other', auth: 'none', environments: ['a'] };
  expect(await made({}, present)).toMatchObject({ ...present });
  expect(await made({ name: 'new', region: 'eu-north-1', auth: 'cognito', path: '/x', bin: 'calc', env: ['b', 'a'] }, present))
    .toMatchObject({ name: 'new', region: 'eu-north-1', auth: 'cognito', path: '/x', program: 'calc', environments: ['a', 'b'] });
});

test('a project without a name is called as its directory', async () => {
  expect(await made({}, {}, [{ ...CALC, name: undefined }])).toMatchObject({ name: 'project' });
});

test('the program of another kind of server is none of this one', async () => {
  const python: Candidate = { ...CALC, kind: 'python', file: 'pyproject.toml', programs: ['server:mcp'] };
  expect(await made({ kind: 'python' }, { kind: 'cargo', program: 'calc' }, [CALC, python])).toMatchObject({ kind: 'python', program: 'server:mcp' });
});

test('tokens of another issuer need the issuer and scopes', async () => {
  expect(await made({ auth: 'custom', issuer: 'https://login.example.com', scopes: ['a'] })).toMatchObject({ auth: 'custom', issuer: 'https://login.example.com', audience: [], scopes: ['a'] });
});

test.each<[SettingOptions, RegExp]>([
  [{ name: '1st' }, /--name 1st: .*a letter/],
  [{ name: 'a_b' }, /--name a_b: /],
  [{ name: 'x'.repeat(65) }, /--name x+: /],
  [{ region: 'Frankfurt' }, /--region Frankfurt: .*eu-central-1/],
  [{ path: 'mcp' }, /--path mcp: .*slash/],
  [{ env: ['Prod!'] }, /--env Prod!: /],
  [{ auth: 'custom' }, /--auth custom needs --issuer and --scopes/],
  [{ auth: 'custom', issuer: 'http://login.example.com', scopes: [] }, /--issuer http:/],
])('%j is a mistake that is named', async (options, message) => {
  const error: unknown = await made(options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toMatch(message);
  expect((error as UserError).message).toMatch(/\(see mcp-lambda deploy init --help\)$/);
});

test('whoever can be asked is asked what no option says, and a wrong answer is told', async () => {
  const questions: Question[] = [];
  const ask = async (question: Question) => {
    questions.push(question);
    return { 'cognito': 'custom', '': 'https://login.example.com' }[question.suggested] ?? question.suggested;
  };
  const { settings } = await makeSettings({ directory: '/p', found: [CALC], options: { region: 'eu-north-1', audience: ['me'] }, present: { scopes: ['x', 'y'] }, ask });
  expect(questions.map(({ suggested }) => suggested)).toEqual(['calc', 'cognito', '', 'x y']);
  expect(settings).toMatchObject({ name: 'calc', auth: 'custom', issuer: 'https://login.example.com', audience: ['me'], scopes: ['x', 'y'] });
  expect(questions[0].problem?.('1st')).toMatch(/a letter/);
});
