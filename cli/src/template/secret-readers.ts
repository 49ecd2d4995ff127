import type { StackTemplate } from './assembly/assembly';
import { secretName } from './function/secret-ids';
import { decryptionKeys, readSecrets } from './function/secrets';
import { Resources } from './resources/resources';
import { objectOf, own } from './values/json';

/** A function that may read a secret of Secrets Manager. */
export interface SecretReader {
  /** The variable that names the secret, and the field that another one names beside it. */
  readonly variable?: string;
  readonly field?: string;
  /** The KMS keys, as policies name them, with which the template lets it decrypt. */
  readonly keys: readonly string[];
}

/** The functions of a template that may read the secret of that name. */
export function secretReaders(stack: StackTemplate, name: string): SecretReader[] {
  const resources = new Resources(stack);
  return resources.ofType('AWS::Lambda::Function').flatMap((lambda) => {
    const granted = readSecrets(lambda, resources, stack)?.granted ?? [];
    if (!granted.some(({ service, resource }) => service === 'secretsmanager' && secretName(service, resource) === name)) return [];
    const variables = objectOf(own(lambda.properties.Environment, 'Variables'));
    const variable = Object.keys(variables).find((one) => variables[one] === name);
    const field = variable === undefined ? undefined : variables[`${variable}_FIELD`];
    return [{ ...variable !== undefined && { variable }, ...typeof field === 'string' && { field }, keys: decryptionKeys(lambda, resources) }];
  });
}
