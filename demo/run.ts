import type { DemoOptions } from './arguments';
import { converse, type Revision, REVISIONS, type RevisionResult } from './client';
import { compile, needsCompiling } from './compile';
import { DemoFailure, EXIT, type ExitCode } from './failure';
import type { Report } from './report';
import { DevServer } from './serve';
import { onSignal } from './signals';
import { recordingFetch } from './wire';

/** Serves the quickstart and calls it in each revision; throws a `DemoFailure` only before it is served. */
export async function runDemo(options: DemoOptions, report: Report): Promise<ExitCode> {
  if (needsCompiling()) await report.step('Compiling the library and the command line', compile);

  const dev = new DevServer(options.port, (event) => report.event(event));
  const release = onSignal(() => dev.fail(new DemoFailure(EXIT.INTERRUPTED, 'interrupted')));
  const results = new Map<Revision, RevisionResult>();
  try {
    const { url } = await report.step('Starting mcp-lambda dev', () => dev.ready);
    for (const revision of REVISIONS) {
      if (dev.failure) throw dev.failure;
      const fetch = recordingFetch({
        revision,
        record: (message) => report.message(message),
        startOf: (requestId) => dev.startOf(requestId),
      });
      const work = () => Promise.race([dev.failed, converse(revision, { ...options, url, fetch })]);
      const result = await report.step(`Calling as a client of ${revision}`, work);
      results.set(revision, result);
      if (result.ok) {
        report.answered(result);
      } else {
        await dev.settled();
      }
    }
  } catch (error) {
    if (error !== dev.failure) throw error;
  } finally {
    await dev.stop();
    release();
  }
  return conclude(options, results, dev.failure, report);
}

/** The results come last. A failure of the server counts even where a new instance has hidden it from the client. */
function conclude(
  { tool, args }: DemoOptions,
  results: ReadonlyMap<Revision, RevisionResult>,
  failure: DemoFailure | undefined,
  report: Report,
): ExitCode {
  const complete = REVISIONS.map((revision): RevisionResult => {
    const result = results.get(revision) ?? { revision, tool, args, ok: false, error: 'not called' };
    return result.ok || !failure ? result : { ...result, error: failure.message };
  });
  const failed = complete.filter((result) => !result.ok);
  if (failure) {
    report.problem(failure.message);
  } else {
    failed.forEach(({ revision, error }) => report.problem(`${revision}: ${error}`));
  }
  complete.forEach((result) => report.result(result));
  return failure?.exitCode ?? (failed.length > 0 ? EXIT.CALL_FAILED : EXIT.OK);
}
