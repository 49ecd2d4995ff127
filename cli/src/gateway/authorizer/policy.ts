import { isObject } from '../../template/values/json';
import { fitsPattern } from '../../template/values/wildcards';

/** An IAM policy of which every statement has been looked at. */
export type Statements = readonly Readonly<Record<string, unknown>>[];

/** The statements of what an authorizer has returned; undefined where that is no policy. */
export function statementsOf(document: unknown): Statements | undefined {
  const statement = isObject(document) ? document.Statement : undefined;
  const statements = [statement].flat();
  return statements.every(isObject) && statements.every(({ Effect }) => Effect === 'Allow' || Effect === 'Deny') ? statements : undefined;
}

/** Whether the policy lets the route be called. */
export function allows(statements: Statements, routeArn: string): boolean {
  return decisionOf(statements, routeArn) === 'allowed';
}

/**
 * What the policy says of the route: allowed by one statement and denied by none, denied by one, or nothing. What is not
 * evaluated here, such as conditions, allows nothing and denies all.
 */
export function decisionOf(statements: Statements, routeArn: string): 'allowed' | 'denied' | 'unmatched' {
  const matching = statements.filter((statement) => fits(statement, routeArn));
  if (matching.length === 0) return 'unmatched';
  return matching.every(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'denied';
}

function fits({ Effect, Action, Resource, ...others }: Statements[number], routeArn: string): boolean {
  const known = Object.keys(others).every((name) => name === 'Sid') && Action !== undefined && Resource !== undefined;
  if (!known) return Effect === 'Deny';
  return anyOf(inLowerCase(Action), 'execute-api:invoke') && anyOf(Resource, routeArn);
}

/** The case of actions does not count. */
const inLowerCase = (actions: unknown) => [actions].flat().map((action) => typeof action === 'string' ? action.toLowerCase() : action);

function anyOf(patterns: unknown, text: string): boolean {
  return [patterns].flat().some((pattern) => typeof pattern === 'string' && fitsPattern(pattern, text));
}
