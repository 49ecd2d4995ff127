import type { Report } from './report';

/** One JSON object a line; problems are text on the other stream. All but the results have an `event`; those of `mcp-lambda dev` are passed on as they are. */
export function jsonReport(out: NodeJS.WritableStream, err: NodeJS.WritableStream): Report {
  const line = (value: object) => { out.write(`${JSON.stringify(value)}\n`); };
  return {
    async step(title, work) {
      const startedAt = performance.now();
      const result = await work();
      line({ event: 'step', title, ms: Math.round(performance.now() - startedAt) });
      return result;
    },
    event: line,
    message: (message) => line({ event: 'message', ...message }),
    answered: () => undefined, // the result says it
    problem: (text) => { err.write(`${text}\n`); },
    result: line,
  };
}
