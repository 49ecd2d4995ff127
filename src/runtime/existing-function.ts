import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { serverEnvironment } from './environment';
import { policyFor } from './function-role';
import { Listener } from '../code/listener';
import { Door } from '../endpoint/door';
import { McpSecretsOptions } from '../secrets/options';
import { bindSecrets } from '../secrets/secrets';

/** What a function that is there already is given. */
export interface ExistingFunctionProps extends Pick<McpSecretsOptions, 'secrets'> {
  readonly listener: Listener;
  readonly door: Door;
  readonly environment: Record<string, string>;
}

/**
 * Tells the function what a server's own function would be told. Its role may be of another stack: so what is
 * granted stands in a policy of this one, as with a role that is given.
 */
export function existingFunction(scope: Construct, fn: lambda.Function, { secrets = {}, ...props }: ExistingFunctionProps): lambda.Function {
  const hasSecrets = Object.keys(secrets).length > 0;
  const variables = {
    ...props.environment,
    ...hasSecrets && bindSecrets(scope, secrets, policyFor(scope, fn)),
    ...serverEnvironment(props.listener, props.door.shell, props.door.publicUrl),
  };
  Object.entries(variables).forEach(([name, value]) => fn.addEnvironment(name, value));
  return fn;
}
