import { Table, textOf } from './toml-file';

/** How a server is built, as `[build] kind` of deploy.toml says it. */
export const KINDS = ['cargo', 'nodejs', 'python', 'image'] as const;

export type Kind = typeof KINDS[number];

/** A server that a project seems to hold, and what deploy.toml says of it. */
export interface Candidate {
  readonly kind: Kind;
  /** The file that tells of it: `Cargo.toml`. */
  readonly file: string;
  /** The MCP library that it uses: `pmcp`; missing where none is named. */
  readonly library?: string;
  /** What the project calls itself. */
  readonly name?: string;
  /** What it says about itself, in one line. */
  readonly description?: string;
  /** The path on which the server itself answers: `/` or `/mcp`. */
  readonly path: string;
  /** What may be the server's program, the likeliest first: binaries, files, objects of modules. */
  readonly programs: readonly string[];
  /** Whether the first of them is meant, since the project says so or there is no other. */
  readonly certain: boolean;
}

/** Where nearly all servers answer. */
export const USUAL_PATH = '/mcp';

/** What a manifest tells of a server that answers where nearly all do, and which of the libraries it has among its packages. */
export function toldBy(
  { name, description }: Table, libraries: readonly string[], packages: readonly string[],
): Pick<Candidate, 'library' | 'name' | 'description' | 'path'> {
  return { library: libraries.find((one) => packages.includes(one)), name: textOf(name), description: oneLine(description), path: USUAL_PATH };
}

/** One line of a description, which is to stand in one line of a file. */
export function oneLine(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? text.trim().replace(/\s+/g, ' ') : undefined;
}
