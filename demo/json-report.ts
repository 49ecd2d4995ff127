import type { Report } from './report';

/** One JSON object a line. All but the results have an `event`; those of `mcp-lambda dev` are passed on as they are. */
export function jsonReport(out: NodeJS.WritableStream): Report {
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
    result: line,
  };
}
