import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** A statement as a template has it: each part one value or a list of them. */
type Statement = Readonly<Partial<Record<'Effect' | 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource', unknown>>>
  & { readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

/** A condition on who calls; others say from where or how. */
const ON_THE_CALLER = /^aws:(principal|userid$|username$)/i;

/**
 * Whether one statement alone lets anybody call one of these methods, wherever from: as far as it is known, and whatever
 * others deny.
 *
 * @param methods as they stand in a resource after the API's id: `/prod/POST/mcp`
 */
export function letsAnybodyCall(policy: iam.PolicyDocument, methods: string[]): boolean {
  const statements: Statement[] = policy.toJSON()?.Statement ?? [];
  return statements.some(({ Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition }) => Effect === 'Allow'
    && (NotPrincipal !== undefined || isAnybody(Principal))
    && takesIn(Action, NotAction, (action) => matches(action, 'execute-api:Invoke'))
    && methods.some((method) => takesIn(Resource, NotResource, (resource) => matches(afterTheId(resource), method)))
    && !Object.values(Condition ?? {}).flatMap(Object.keys).some((key) => ON_THE_CALLER.test(key)));
}

function isAnybody(principal: unknown): boolean {
  return principal === '*' || textsOf((principal as Readonly<Record<string, unknown>> | undefined)?.AWS).includes('*');
}

/** Whether a part of a statement takes in what `names` looks for: by naming it, or by naming only others. */
function takesIn(part: unknown, others: unknown, names: (text: string) => boolean): boolean {
  return others === undefined ? textsOf(part).some(names) : !textsOf(others).some(names);
}

/** Those that synthesis knows. */
function textsOf(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string' && !Token.isUnresolved(one));
}

/** An ARN, or the short form that API Gateway completes; one without a path is for the whole API. */
function afterTheId(resource: string): string {
  return /\/.*$/.exec(resource)?.[0] ?? '*';
}

/** With the wildcards of IAM. */
function matches(pattern: string, text: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'is').test(text);
}
