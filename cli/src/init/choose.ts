import { UserError } from '../errors';
import { Candidate, Kind } from './detect/candidate';
import { Ask } from '../terminal/question';

/** The options that say which server of a project is meant. */
export interface ServerOptions {
  readonly kind?: Kind;
  readonly bin?: string;
  readonly entry?: string;
}

/** A server with its program, and what else could have been meant. */
export interface ChosenServer {
  readonly candidate: Candidate;
  /** The binary or the entry; none of an image. */
  readonly program?: string;
  /** Others that the directory seems to hold. */
  readonly others: readonly Candidate[];
}

/** The one that the options name, or the likeliest; somebody who can be asked is. */
export async function chooseServer(all: readonly Candidate[], directory: string, options: ServerOptions, ask?: Ask): Promise<ChosenServer> {
  if (all.length === 0) throw new UserError(nothingFound(directory));
  // A Dockerfile beside sources is another way to deploy them.
  const sources = all.filter(({ kind }) => kind !== 'image' || kind === options.kind);
  const found = sources.length > 0 ? sources : all;
  const named = options.kind ?? (options.bin === undefined ? undefined : 'cargo');
  const chosen = named === undefined && ask && found.length > 1
    ? await ask({ text: 'There are several servers here. Which one', suggested: found[0].kind, choices: found.map(({ kind }) => kind) })
    : named ?? found[0].kind;
  const candidate = found.find(({ kind }) => kind === chosen);
  if (!candidate) throw new UserError(`There is no server of the kind ${chosen} in ${directory}. Found: ${all.map(describeCandidate).join(', ')}.`);
  const others = all.filter((other) => other !== candidate);
  if (candidate.kind === 'image') return { candidate, others };
  return { candidate, others, program: await programOf(candidate, directory, options, ask) };
}

/** The setting of `[build]` that names the program. */
export const programSetting = (kind: Kind) => (kind === 'cargo' ? 'bin' : 'entry');

async function programOf(candidate: Candidate, directory: string, options: ServerOptions, ask?: Ask): Promise<string> {
  const setting = programSetting(candidate.kind);
  const given = options[setting];
  const { programs, certain, file } = candidate;
  if (given !== undefined) return given;
  if (programs.length === 0) {
    throw new UserError(`${file} in ${directory} was found, but ${candidate.kind === 'cargo' ? 'no binary in it' : 'no file that looks like the server'}: name it with --${setting}.`);
  }
  if (certain) return programs[0];
  if (ask) return ask({ text: candidate.kind === 'cargo' ? 'The binary that is the server' : 'The file or the object that is the server', suggested: programs[0] });
  throw new UserError(`${file} in ${directory} has several programs that may be the server: ${programs.slice(0, 8).join(', ')}. Name it with --${setting}.`);
}

/** `cargo (Cargo.toml with pmcp)`. */
export function describeCandidate({ kind, file, library }: Candidate): string {
  return `${kind} (${file}${library === undefined ? '' : ` with ${library}`})`;
}

function nothingFound(directory: string): string {
  return [
    `No MCP server was found in ${directory}. Looked for:`,
    '  Cargo.toml                           a server in Rust, with pmcp or rmcp',
    '  package.json                         a server in Node.js',
    '  pyproject.toml or requirements.txt   a server in Python',
    '  Dockerfile                           a container image',
    'Change to the directory of the server. One in another language is deployed by a CDK app: McpServerCode.asset.',
  ].join('\n');
}
