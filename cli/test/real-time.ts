/**
 * For tests of times that pass for real, since they are Lambda's or the gateway's: their bounds stay, and a
 * machine that was busy for a moment gets another try.
 */
export function inRealTime(): void {
  jest.retryTimes(2, { logErrorsBeforeRetry: true });
}
