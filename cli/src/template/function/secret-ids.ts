import { fitsPattern } from '../values/wildcards';

/** Which of AWS's services keeps a secret. */
export type SecretService = 'secretsmanager' | 'ssm';

/** Where a stack's secrets are. */
export interface SecretPlace {
  readonly region: string;
  readonly account: string;
}

/** What Secrets Manager puts behind a name in an ARN: a hyphen and six characters. */
const SUFFIX = '-Local0';

/** The ARN under which a secret or parameter would be asked for; an invented id stands for itself. */
export function secretArn(service: SecretService, id: string, { region, account }: SecretPlace): string {
  if (id.startsWith('arn:')) return id;
  return service === 'secretsmanager'
    ? `arn:aws:secretsmanager:${region}:${account}:secret:${id}${SUFFIX}`
    : `arn:aws:ssm:${region}:${account}:parameter/${id.replace(/^\//, '')}`;
}

/** The name of a secret or parameter that is asked for, or granted, by name, ARN or partial ARN. */
export function secretName(service: SecretService, id: string): string {
  if (service === 'ssm') return id.startsWith('arn:') ? id.replace(/^.*:parameter(?=\/)/, '') : id;
  return id.startsWith('arn:') ? id.replace(/^.*:secret:/, '').replace(/-(?:\?{6}|[A-Za-z0-9]{6})$/, '') : id;
}

/** Whether a resource of a policy, which may have the wildcards of IAM, is what a server asks for. */
export function isGranted(resource: string, service: SecretService, id: string, place: SecretPlace): boolean {
  const arn = secretArn(service, id, place);
  return [id, arn, `${arn}${SUFFIX}`].some((one) => fitsPattern(resource, one));
}
