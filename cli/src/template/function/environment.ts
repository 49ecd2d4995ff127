import { localOrigin } from '../api/local-origin';
import type { Notice } from '../model';
import { saysWhichTokens } from './token-variables';
import type { Resource, Resources } from '../resources/resources';
import { objectOf, own } from '../values/json';
import { Unresolved } from '../values/resolved';

/** A function's environment, and what of it is not as in AWS. */
export interface Environment {
  readonly variables: Readonly<Record<string, string>>;
  readonly notices: readonly Notice[];
}

/**
 * The variables of the template. The origin of the function's own API, and that of a custom domain before it, becomes the local one; a value
 * that only a deployment could know is left out, and one that names a resource is named: both work
 * in AWS and may not work here.
 */
export function readEnvironment(lambda: Resource, api: Resource, resources: Resources): Environment {
  const variables: Record<string, string> = {};
  const notices: Notice[] = [];
  const leaveOut = (name: string, reason: string) => notices.push({ id: 'unresolved-environment', message: `${name} is not set locally: ${reason}.` });

  const local = localOrigin([api], resources);
  const declared = own(lambda.properties.Environment, 'Variables');
  if (declared instanceof Unresolved) {
    leaveOut(`The environment of ${lambda.logicalId}`, declared.reason);
    return { variables, notices };
  }
  const all = objectOf(declared);
  for (const [name, value] of Object.entries(all)) {
    if (typeof value === 'object') {
      leaveOut(name, value instanceof Unresolved ? value.reason : 'its value is not a string');
      continue;
    }
    const text = local(String(value)) as string;
    variables[name] = text;
    const [named] = resources.named(text);
    // A user pool in a document is there for clients, and one in a token check to compare: the local issuer stands for both. Secrets are
    // told of where they are answered.
    const stoodFor = named?.type.startsWith('AWS::Cognito::') && (text.startsWith('{') || saysWhichTokens(name, all));
    if (named && !stoodFor && !isSecret(named)) {
      notices.push({ id: 'resource-environment', message: `${name} is "${text}" locally: it names the ${named.type} ${named.logicalId}, which only a deployment makes.` });
    }
  }
  return { variables, notices };
}

function isSecret({ type }: Resource): boolean {
  return type.startsWith('AWS::SecretsManager::') || type === 'AWS::SSM::Parameter';
}
