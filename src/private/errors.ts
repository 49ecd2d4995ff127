import { IConstruct } from 'constructs';

/**
 * A mistake in how the library is used. CDK's own error classes are internal and have changed their
 * constructor, so this one stands by itself and puts the construct's path into the message.
 */
export class McpLambdaError extends Error {
  constructor(scope: IConstruct, message: string) {
    super(`${message} (at ${scope.node.path})`);
    this.name = 'McpLambdaError';
  }
}

/** The value as a message shows it: quoted text, and no `NaN` or `undefined`. */
export function show(value: unknown): string {
  if (value === undefined || value === null) {
    return 'nothing';
  }
  if (typeof value === 'number') {
    return Number.isNaN(value) ? 'not a number' : String(value);
  }
  return JSON.stringify(value);
}
