import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, ServeOptions } from './serve';
import { Stop, watchForStop } from './stop';
import { AppOptions, AppSource, findApp } from '../project/find-app';
import { chooseServer } from '../template/choose-server';
import { readServers } from '../template/read-servers';
import { Report } from '../terminal/events';
import { createReporter, ReporterOptions } from '../terminal/reporter';
import { synthesise } from '../toolkit/synthesise';

/** The options of `mcp-lambda dev`. */
export interface DevOptions extends AppOptions, ServeOptions, ReporterOptions {
  /** Chooses among the stacks. */
  readonly stack?: string;
  /** Chooses among a stack's servers. */
  readonly server?: string;
}

/** Serves a CDK app's MCP server as its synthesised template says, until it is told to stop. Returns the exit code. */
export async function dev(options: DevOptions): Promise<number> {
  const stop = watchForStop();
  const report = createReporter(options);
  const scratch = await mkdtemp(join(tmpdir(), 'mcp-lambda-'));
  try {
    const source = findApp(options, process.cwd());
    const assembly = await assemblyOf(source, scratch, report, stop);
    const found = readServers(assembly);
    const server = chooseServer(found, options);
    found.warnings.forEach((message) => report({ event: 'notice', id: 'construct', message }));
    server.notices.forEach(({ id, message }) => report({ event: 'notice', id, message }));
    return await serve(server, options, report, stop);
  } catch (error) {
    if (stop.signal.aborted) return await stop.requested;
    throw error;
  } finally {
    // The assets that were served lie in it.
    await rm(scratch, { recursive: true, force: true });
  }
}

async function assemblyOf(source: AppSource, outdir: string, report: Report, { signal }: Stop): Promise<string> {
  if (source.kind === 'assembly') return source.directory;
  const started = performance.now();
  report({ event: 'synthesising' });
  const directory = await synthesise(source, { outdir, signal, onLine: (line) => report({ event: 'app-output', line }) });
  report({ event: 'synthesised', ms: Math.round(performance.now() - started) });
  return directory;
}
