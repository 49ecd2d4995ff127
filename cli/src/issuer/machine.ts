import { MachineClient } from './settings';

/** A client with a secret, which it sends in either of the ways that Cognito takes. */
export function machineMetadata({ id, secret, scopes }: MachineClient) {
  return {
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_basic' as const,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: scopes.join(' '),
  };
}

/**
 * What the client gets where it asks for these scopes: all of its own where it asks for none, and
 * undefined where it asks for another one, [as Cognito has it](https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html).
 */
export function grantedScope(asked: unknown, { scopes }: MachineClient): string | undefined {
  const names = typeof asked === 'string' ? asked.split(' ').filter((name) => name !== '') : [];
  if (names.length === 0) return scopes.join(' ');
  return names.every((name) => scopes.includes(name)) ? names.join(' ') : undefined;
}
