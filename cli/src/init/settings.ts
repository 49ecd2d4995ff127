import { chooseServer, ChosenServer, programSetting, ServerOptions } from './choose';
import { Candidate, Kind } from './detect/candidate';
import { problemOf } from './problem-of';
import { serverNameFrom } from './server-name';
import { usualRegion } from '../aws/region';
import { UsageError } from '../errors';
import { Ask } from '../terminal/question';

/** Who may call: users of a user pool that is made, those of another issuer, or everybody. */
export const AUTHS = ['cognito', 'custom', 'none'] as const;

/** Where nothing names a region. */
const FALLBACK_REGION = 'us-east-1';

/** What the options of `deploy init` say of the server. */
export interface SettingOptions extends ServerOptions {
  readonly name?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly path?: string;
  readonly auth?: typeof AUTHS[number];
  /** With `custom`: whose tokens are taken, for whom they are made out, and what they must allow. */
  readonly issuer?: string;
  readonly audience?: readonly string[];
  readonly scopes?: readonly string[];
  /** Names of environments with tables of their own. */
  readonly env?: readonly string[];
}

/** All that a `deploy.toml` is written from. */
export interface Settings {
  readonly name: string;
  readonly description?: string;
  readonly region: string;
  readonly profile?: string;
  readonly path: string;
  readonly kind: Kind;
  /** The binary or the entry; none of an image. */
  readonly program?: string;
  readonly auth: typeof AUTHS[number];
  readonly issuer?: string;
  readonly audience?: readonly string[];
  readonly scopes?: readonly string[];
  readonly environments: readonly string[];
}

/** What is known when the settings are made. */
export interface SettingTask {
  readonly directory: string;
  readonly found: readonly Candidate[];
  readonly options: SettingOptions;
  /** What a `deploy.toml` that is there says. */
  readonly present: Partial<Settings>;
  /** Missing where nobody can be asked. */
  readonly ask?: Ask;
}

/** Options first, then answers, whose suggestions are what is there already and what was found. */
export async function makeSettings(task: SettingTask): Promise<{ readonly settings: Settings; readonly server: ChosenServer }> {
  const { directory, found, options, present, ask } = task;
  const known = { ...options, kind: options.kind ?? present.kind };
  const server = await chooseServer(found, directory, withProgram(known, present), ask);
  const { candidate, program } = server;
  const name = checked('--name', options.name, nameProblem)
    ?? await answer(ask, { text: 'Name of the server, its function and its stack', suggested: present.name ?? serverNameFrom(candidate.name, lastPart(directory)), problem: nameProblem });
  const profile = options.profile ?? present.profile;
  const region = checked('--region', options.region, regionProblem)
    ?? await answer(ask, { text: 'AWS region', suggested: present.region ?? await usualRegion(profile) ?? FALLBACK_REGION, problem: regionProblem });
  const auth = options.auth ?? await answer(ask, {
    text: 'Who may call it: users of a user pool that is made (cognito), those of your issuer (custom), everybody (none)',
    suggested: present.auth ?? 'cognito',
    choices: AUTHS,
  }) as Settings['auth'];
  const path = checked('--path', options.path, pathProblem) ?? present.path ?? candidate.path;
  const tokens = auth === 'custom' ? await tokensOf(task) : {};
  const environments = [...new Set([...present.environments ?? [], ...options.env ?? []])];
  environments.forEach((each) => checked('--env', each, environmentProblem));
  const description = present.description ?? candidate.description;
  return { server, settings: { name, description, region, profile, path, kind: candidate.kind, program, auth, ...tokens, environments } };
}

/** A program of another kind of server says nothing. */
function withProgram(options: SettingOptions, present: Partial<Settings>): ServerOptions {
  const { kind, program } = present;
  if (program === undefined || kind === undefined || (options.kind ?? kind) !== kind) return options;
  const setting = programSetting(kind);
  return { ...options, [setting]: options[setting] ?? program };
}

async function tokensOf({ options, present, ask }: SettingTask): Promise<Pick<Settings, 'issuer' | 'audience' | 'scopes'>> {
  const missing = (['issuer', 'scopes'] as const).filter((name) => (options[name] ?? present[name]) === undefined);
  if (missing.length > 0 && !ask) {
    throw new UsageError(`--auth custom needs ${missing.map((name) => `--${name}`).join(' and ')}: whose tokens are taken, and which scopes they must have`, 'deploy init');
  }
  const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');
  const list = async (name: 'audience' | 'scopes', text: string) =>
    options[name] ?? words(await answer(ask, { text, suggested: present[name]?.join(' ') ?? '' }));
  const issuer = checked('--issuer', options.issuer, issuerProblem)
    ?? await answer(ask, { text: 'The issuer\'s URL', suggested: present.issuer ?? '', problem: issuerProblem });
  const audience = await list('audience', 'Audiences that its tokens may have beside the MCP URL');
  const scopes = await list('scopes', 'Scopes of which a token needs one; without any, each valid token is let in');
  return { issuer, audience, scopes };
}

async function answer(ask: Ask | undefined, question: Parameters<Ask>[0]): Promise<string> {
  if (ask) return ask(question);
  const problem = question.problem?.(question.suggested);
  if (problem !== undefined) throw new UsageError(`${question.text}: ${problem}`, 'deploy init');
  return question.suggested;
}

function checked(option: string, value: string | undefined, problem: (value: string) => string | undefined): string | undefined {
  const wrong = value === undefined ? undefined : problem(value);
  if (wrong !== undefined) throw new UsageError(`${option} ${value}: ${wrong}`, 'deploy init');
  return value;
}

const lastPart = (directory: string) => directory.split(/[\\/]/).filter((part) => part !== '').at(-1);

const nameProblem = problemOf('server', 'name');

const regionProblem = problemOf('aws', 'region');

const pathProblem = problemOf('server', 'path');

const issuerProblem = problemOf('auth.jwt', 'issuer');

const environmentProblem = (name: string) => (/^[a-z][a-z0-9-]{0,31}$/.test(name) ? undefined : 'An environment is a lower-case word such as staging.');
