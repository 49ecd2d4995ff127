import { project, removeProjects } from './project-files';
import { UserError } from '../../src/errors';
import { chooseServer } from '../../src/init/choose';
import { Candidate } from '../../src/init/detect/candidate';
import { detect } from '../../src/init/detect/detect';
import { Question } from '../../src/terminal/question';

afterEach(removeProjects);

const candidate = (of: Partial<Candidate> = {}): Candidate => ({ kind: 'nodejs', file: 'package.json', path: '/mcp', programs: ['server.js'], certain: true, ...of });

test('a server that names an MCP library comes before one that names none, and sources before a Dockerfile', async () => {
  const directory = project({
    'Dockerfile': '', 'package.json': '{"scripts": {"start": "node x.js"}}', 'x.js': '', 'requirements.txt': 'mcp', 'server.py': 'mcp = FastMCP("x")',
  });
  expect((await detect(directory)).map(({ kind }) => kind)).toEqual(['python', 'nodejs', 'image']);
});

test('the likeliest is taken where nobody is asked, and the others are known', async () => {
  const [first, second] = [candidate({ kind: 'python', programs: ['server:mcp'] }), candidate()];
  expect(await chooseServer([first, second], '/p', {})).toEqual({ candidate: first, program: 'server:mcp', others: [second] });
  expect(await chooseServer([first, second], '/p', { kind: 'nodejs' })).toMatchObject({ candidate: second, others: [first] });
});

test('whoever can be asked chooses among the kinds and the programs', async () => {
  const questions: Question[] = [];
  const ask = async (question: Question) => {
    questions.push(question);
    return question.choices ? 'nodejs' : 'other.js';
  };
  const unclear = candidate({ programs: ['server.js', 'other.js'], certain: false });
  expect(await chooseServer([candidate({ kind: 'python' }), unclear], '/p', {}, ask)).toMatchObject({ candidate: unclear, program: 'other.js' });
  expect(questions.map(({ suggested, choices }) => [suggested, choices])).toEqual([['python', ['python', 'nodejs']], ['server.js', undefined]]);
});

test.each<[string, Candidate[], Parameters<typeof chooseServer>[2], RegExp]>([
  ['nothing is found', [], {}, /No MCP server was found in \/p\..*Cargo\.toml.*package\.json.*pyproject\.toml.*Dockerfile/s],
  ['another kind is asked for', [candidate()], { kind: 'cargo' }, /no server of the kind cargo in \/p\. Found: nodejs \(package\.json\)/],
  ['there are several programs', [candidate({ certain: false, programs: ['a.js', 'b.js'] })], {}, /a\.js, b\.js\. Name it with --entry/],
  ['there is no program', [candidate({ kind: 'cargo', file: 'Cargo.toml', programs: [], certain: false })], {}, /no binary in it: name it with --bin/],
])('where %s, one message says so and what to do', async (_, found, options, message) => {
  const error: unknown = await chooseServer(found, '/p', options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toMatch(message);
});

const IMAGE = candidate({ kind: 'image', file: 'Dockerfile', programs: [] });

test('a Dockerfile is taken where there is nothing else, or where it is asked for', async () => {
  expect(await chooseServer([IMAGE], '/p', {})).toEqual({ candidate: IMAGE, others: [] });
  expect(await chooseServer([candidate(), IMAGE], '/p', { kind: 'image' })).toEqual({ candidate: IMAGE, others: [candidate()] });
});

test('a Dockerfile beside sources is not asked about', async () => {
  const ask = async () => { throw new Error('asked'); };
  expect(await chooseServer([candidate(), IMAGE], '/p', {}, ask)).toMatchObject({ program: 'server.js' });
});
