/** What Lambda reports of an invocation. */
export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  /** The function's. */
  readonly memoryMb: number;
  /** The most that was seen; 0 where nobody has looked. */
  readonly peakMb: number;
}

/** How the start of an environment went. */
export interface InitReport {
  readonly durationMs: number;
  /** `invoke` where Lambda starts it a second time, for the first request. */
  readonly phase: 'init' | 'invoke';
  /** `Runtime.ExitError` where the server has ended, `Extension.Crash` where the adapter has; absent where the time was over. */
  readonly error?: 'Runtime.ExitError' | 'Extension.Crash';
}

/** Lambda's line about a start that failed: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
export function initReport({ durationMs, phase, error }: InitReport): string {
  return fields(
    `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms`, `Phase: ${phase}`, `Status: ${error ? 'error' : 'timeout'}`, error && `Error Type: ${error}`,
  );
}

/** Lambda's lines about an invocation over the function's time. */
export function timeOutLines(report: InvocationReport, now: Date, limitMs: number): string[] {
  return [
    `${now.toISOString()} ${report.requestId} Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`,
    reportLine(report, 'Status: timeout'),
  ];
}

/** Lambda's lines about an invocation whose processes hold more memory than the function has. */
export function outOfMemoryLines(report: InvocationReport): string[] {
  return [
    `RequestId: ${report.requestId} Error: Runtime exited with error: signal: killed`,
    'Runtime.ExitError',
    reportLine(report, 'Status: error', 'Error Type: Runtime.OutOfMemory'),
  ];
}

function reportLine({ requestId, durationMs, memoryMb, peakMb }: InvocationReport, ...outcome: string[]): string {
  return fields(
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${memoryMb} MB`,
    peakMb > 0 && `Max Memory Used: ${peakMb} MB`,
    ...outcome,
  );
}

const fields = (...parts: (string | false | undefined)[]) => parts.filter((part) => part).join('\t');
