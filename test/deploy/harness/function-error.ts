/** How Lambda describes a failed invocation to the caller. */
export interface FunctionError {
  /** `Runtime.ExitError`, `Sandbox.Timedout`, or what the runtime has reported. */
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What Lambda itself has to say about an invocation; what a runtime reports is passed on as it is. */
export function ofRequest({ errorType, errorMessage }: FunctionError, requestId: string): FunctionError {
  return { errorType, errorMessage: `RequestId: ${requestId} Error: ${errorMessage}` };
}

/** Reads what a runtime or an extension reports about itself; the type may stand in a header only. */
export function reportedError(body: Buffer, typeHeader: string | undefined): FunctionError {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch {
    parsed = {};
  }
  const { errorType, errorMessage } = (parsed ?? {}) as Partial<Record<keyof FunctionError, unknown>>;
  return {
    errorType: typeof errorType === 'string' ? errorType : typeHeader ?? 'Unhandled',
    errorMessage: typeof errorMessage === 'string' ? errorMessage : body.toString(),
  };
}
