import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { McpSecret } from './secret';
import { SecretService } from './secret-strategy';
import { inOrder } from '../private/maps';

/** Secrets by the names of their variables. */
type Secrets = Record<string, McpSecret>;

/** Lets the grantee read each secret. The variables that are returned say which these are. */
export function bindSecrets(server: Construct, secrets: Secrets, grantee: iam.IGrantable): Record<string, string> {
  const entries = inOrder(secrets);
  if (entries.length === 0) {
    return {};
  }
  const scope = new Construct(server, 'Secrets');
  return Object.assign({}, ...entries.map(([name, secret]) => secret._bind(scope, name, grantee))) as Record<string, string>;
}

/** The services of AWS that keep them. */
export function servicesOf(secrets: Secrets): ReadonlySet<SecretService> {
  return new Set(Object.values(secrets).map((secret) => secret._describe().service));
}
