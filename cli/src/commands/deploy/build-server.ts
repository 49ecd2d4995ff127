import { join, relative } from 'node:path';
import { sizeAdvice } from '../../artefact/advice';
import { measure, Measured } from '../../artefact/measure';
import { UserError } from '../../errors';
import { outputDirectory } from '../../project/app-config';
import { AppOptions, findApp, projectAbove } from '../../project/find-app';
import { chooseServer, ServerChoice } from '../../template/choose-server';
import { FunctionFacts } from '../../template/model';
import { ConstructMessage, readServers } from '../../template/read-servers';
import { makeDirectory } from '../../toolkit/assembly-directory';
import { synthesise } from '../../toolkit/synthesise';
import { currentDirectory } from '../current-directory';

/** What `deploy build` has made, and what it says about it with `--json`. */
export interface BuiltServer extends Measured {
  readonly stack: string;
  readonly server: string;
  /** The directory that is uploaded, absolute. */
  readonly artefact: string;
  /** What starts in it: the executable `bootstrap`, or a script. */
  readonly handler: string;
  readonly runtime: string;
  readonly architecture: FunctionFacts['architecture'];
  /** The assembly, which `deploy --no-build` takes. */
  readonly assembly: string;
  readonly warnings: readonly string[];
  /** What would make it smaller. */
  readonly advice: readonly string[];
}

/** How an app is run, and who is told. */
export interface BuildTask extends AppOptions, ServerChoice {
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** Synthesises the app, and with it builds the server as a deploy would. */
export async function buildServer({ signal, onLine, ...options }: BuildTask): Promise<BuiltServer> {
  const cwd = currentDirectory();
  const source = findApp(options, cwd);
  const above = projectAbove(options, source, cwd);
  if (above !== undefined) onLine(above);
  const outdir = source.kind === 'assembly' ? source.directory : outputDirectory(source.directory);
  if (source.kind === 'command') {
    await makeDirectory(outdir);
    await synthesise(source, { outdir, signal, outputShown: true, onLine: (line, trace) => { if (!trace) onLine(line); }, onSlow: onLine });
  }
  const found = readServers(outdir);
  const { name, stack, function: facts } = chooseServer(found, options);
  const { codeDirectory: artefact } = facts;
  if (artefact === undefined) {
    throw new UserError(`${name} in ${stack} is a container image, which Docker builds while it is deployed: there is nothing to look at before.`);
  }
  const measured = await measure(artefact);
  const own = (messages: readonly ConstructMessage[]) => messages
    .filter(({ constructPath }) => constructPath.startsWith(`${stack}/${name}`) || found.servers.length === 1)
    .map(({ message }) => message);
  return {
    stack,
    server: name,
    artefact,
    handler: facts.handler,
    runtime: facts.runtime,
    architecture: facts.architecture,
    assembly: outdir,
    ...measured,
    warnings: own(found.warnings),
    advice: [...own(found.remarks), ...sizeAdvice(facts.runtime, artefact, measured)],
  };
}

/** A path as it is shorter to read. */
export function shortPath(path: string): string {
  const short = relative(currentDirectory(), path);
  return short === '' ? '.' : short.startsWith(join('..', '..')) ? path : short;
}
