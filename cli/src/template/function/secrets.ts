import type { GrantedSecret, SecretsFacts } from '../model';
import type { SecretPlace } from './secret-ids';
import type { Resource, Resources } from '../resources/resources';
import { isObject, own, textsOf } from '../values/json';
import type { Resolved } from '../values/resolved';
import { fitsPattern } from '../values/wildcards';

/** What lets a role read, by service. */
const ACTIONS = { secretsmanager: ['secretsmanager:GetSecretValue'], ssm: ['ssm:GetParameter', 'ssm:GetParameters'] } as const;

/** The part of the ARN that the layers of AWS's extension share, in every region. */
const EXTENSION_LAYER = 'AWS-Parameters-and-Secrets-Lambda-Extension';

/** Whether a layer is AWS's extension that answers on a loopback port. */
export function isSecretsExtension(arn: string): boolean {
  return arn.includes(EXTENSION_LAYER);
}

/** What the policies of the template let the function's role read; undefined where that is nothing. */
export function readSecrets(lambda: Resource, resources: Resources, { region, account }: SecretPlace): SecretsFacts | undefined {
  const documents = resources.named(lambda.properties.Role).flatMap((role) => documentsOf(role, resources));
  const granted = documents.flatMap(statementsOf).flatMap(grantedBy);
  const unique = [...new Map(granted.map((one) => [`${one.service} ${one.resource}`, one])).values()];
  return unique.length === 0
    ? undefined
    : { granted: unique, region, account, extension: textsOf(lambda.properties.Layers).some(isSecretsExtension) };
}

/** The KMS keys with which the policies of the template let the function's role decrypt. */
export function decryptionKeys(lambda: Resource, resources: Resources): string[] {
  const statements = resources.named(lambda.properties.Role).flatMap((role) => documentsOf(role, resources)).flatMap(statementsOf);
  return statements.flatMap((statement) => (isObject(statement) && statement.Effect === 'Allow' && listOf(statement.Action).some((one) => covers(one, 'kms:Decrypt'))
    ? listOf(statement.Resource)
    : []));
}

/** The role's own policies, and those that are attached to it. */
function documentsOf(role: Resource, resources: Resources): unknown[] {
  const { Policies } = role.properties;
  const inline = Array.isArray(Policies) ? (Policies as Resolved[]).map((policy) => own(policy, 'PolicyDocument')) : [];
  const attached = resources
    .where(({ type, properties }) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(type) && resources.named(properties.Roles).includes(role));
  return [...inline, ...attached.map(({ properties }) => properties.PolicyDocument)];
}

function statementsOf(document: unknown): unknown[] {
  const statements = own(document, 'Statement');
  return Array.isArray(statements) ? statements : [statements];
}

function grantedBy(statement: unknown): GrantedSecret[] {
  if (!isObject(statement) || statement.Effect !== 'Allow') return [];
  const [allowed, resources] = [listOf(statement.Action), listOf(statement.Resource)];
  return (['secretsmanager', 'ssm'] as const)
    .filter((service) => ACTIONS[service].some((action) => allowed.some((one) => covers(one, action))))
    .flatMap((service) => resources.filter((resource) => mayBeOf(resource, service)).map((resource) => ({ service, resource })));
}

/** A policy has one text or a list of them. */
function listOf(value: unknown): string[] {
  return textsOf(Array.isArray(value) ? value : [value]);
}

/** The case of actions does not count. */
function covers(allowed: string, action: string): boolean {
  return fitsPattern(allowed.toLowerCase(), action.toLowerCase());
}

/** One statement may allow more than secrets. */
function mayBeOf(resource: string, service: GrantedSecret['service']): boolean {
  return !resource.startsWith('arn:') || resource.split(':')[2] === service || resource.split(':')[2] === '*';
}
