import { isObject } from '../../template/json';

/** An IAM policy of which every statement has been looked at. */
export type Statements = readonly Readonly<Record<string, unknown>>[];

/** The statements of what an authorizer has returned; undefined where that is no policy. */
export function statementsOf(document: unknown): Statements | undefined {
  const statement = isObject(document) ? document.Statement : undefined;
  const statements = [statement].flat();
  return statements.every(isObject) && statements.every(({ Effect }) => Effect === 'Allow' || Effect === 'Deny') ? statements : undefined;
}

/**
 * Whether the policy lets the route be called: one statement that allows it, and none that denies it. What is not evaluated
 * here, such as conditions, allows nothing and denies all.
 */
export function allows(statements: Statements, routeArn: string): boolean {
  const matching = statements.filter((statement) => fits(statement, routeArn));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}

function fits({ Effect, Action, Resource, ...others }: Statements[number], routeArn: string): boolean {
  const known = Object.keys(others).every((name) => name === 'Sid') && Action !== undefined && Resource !== undefined;
  if (!known) return Effect === 'Deny';
  return anyOf(Action, 'execute-api:Invoke', 'i') && anyOf(Resource, routeArn, '');
}

function anyOf(patterns: unknown, text: string, flags: string): boolean {
  return [patterns].flat().some((pattern) => typeof pattern === 'string' && pattern.length <= LONGEST && wildcard(pattern, flags).test(text));
}

/** Of an ARN; longer patterns are none. */
const LONGEST = 1_600;

/** `*` stands for any letters and `?` for one. */
function wildcard(pattern: string, flags: string): RegExp {
  // Stars in a row are one, which keeps the time of a search short.
  const escaped = pattern.replace(/\*+/g, '*').replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, `s${flags}`);
}
