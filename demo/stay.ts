import { once } from 'node:events';
import type { DemoOptions } from './arguments';
import { compile, needsCompiling } from './compile';
import { endDev, spawnDev } from './dev-process';
import { EXIT, type ExitCode } from './failure';
import type { Report } from './report';
import { onSignal } from './signals';

/** Serves the quickstart until Ctrl-C; `mcp-lambda dev` itself tells what happens. */
export async function stay({ port, json }: DemoOptions, report: Report): Promise<ExitCode> {
  if (needsCompiling()) await report.step('Compiling the library and the command line', compile);

  const dev = spawnDev([...(json ? ['--json'] : []), '--port', String(port)], ['ignore', 'inherit', 'inherit']);
  const ended = once(dev, 'close');
  let stopping: Promise<void> | undefined;
  const release = onSignal(() => { stopping ??= endDev(dev); });
  await ended;
  release();
  return stopping ? EXIT.OK : EXIT.NOT_STARTED;
}
