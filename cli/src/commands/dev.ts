import { rm } from 'node:fs/promises';
import { currentDirectory } from './current-directory';
import { serve } from './serve';
import { Stop, watchForStop } from './stop';
import { openPort } from '../gateway/listen';
import { startGuardian } from '../instances/guardian';
import { makeScratch } from '../instances/scratch';
import { AppOptions, AppSource, findApp } from '../project/find-app';
import { chooseServer } from '../template/choose-server';
import { readServers } from '../template/read-servers';
import { Report } from '../terminal/events';
import { createReporter, ReporterOptions, showsOutput } from '../terminal/reporter';
import { synthesise } from '../toolkit/synthesise';

/** The options of `mcp-lambda dev`. */
export interface DevOptions extends AppOptions, ReporterOptions {
  /** Chooses among the stacks. */
  readonly stack?: string;
  /** Chooses among a stack's servers. */
  readonly server?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Starts the server instead of the asset. */
  readonly command?: string;
}

/** Serves a CDK app's MCP server as its synthesised template says, until it is told to stop. Returns the exit code. */
export async function dev(options: DevOptions): Promise<number> {
  const stop = watchForStop();
  const report = createReporter(options);
  const outputShown = showsOutput(options);
  const cwd = currentDirectory();
  const source = findApp(options, cwd);
  // Synthesis takes its time: a port that somebody else has should be known before.
  const listener = await openPort(options.port);
  const scratch = await makeScratch();
  const guardian = startGuardian(scratch);
  try {
    const assembly = await assemblyOf(source, scratch, outputShown, report, stop);
    const found = readServers(assembly);
    const server = chooseServer(found, options);
    found.warnings.forEach((message) => report({ event: 'notice', id: 'construct', message }));
    server.notices.forEach(({ id, message }) => report({ event: 'notice', id, message }));
    return await serve({ server, listener, guardian, cwd, command: options.command, outputShown, report, stop });
  } catch (error) {
    if (stop.signal.aborted) return await stop.requested;
    throw error;
  } finally {
    // The assets that were served lie in it.
    await rm(scratch, { recursive: true, force: true });
    await Promise.all([listener.close(), guardian.close()]);
  }
}

async function assemblyOf(source: AppSource, outdir: string, outputShown: boolean, report: Report, { signal }: Stop): Promise<string> {
  if (source.kind === 'assembly') return source.directory;
  const started = performance.now();
  report({ event: 'synthesising' });
  const directory = await synthesise(source, {
    outdir,
    signal,
    outputShown,
    onLine: (line, trace) => report({ event: 'app-output', line, ...trace ? { trace } : {} }),
  });
  report({ event: 'synthesised', ms: Math.round(performance.now() - started) });
  return directory;
}
