import { decide } from './decide';
import { Decision, Settings, TokenEvent, VARIABLES } from './wire';

/** Read once: they cannot change while the function runs. */
const settings: Settings = {
  issuer: process.env[VARIABLES.issuer] ?? '',
  audience: JSON.parse(process.env[VARIABLES.audience] ?? '[]'),
  scopes: JSON.parse(process.env[VARIABLES.scopes] ?? '[]'),
  clients: process.env[VARIABLES.clients] === undefined ? undefined : JSON.parse(process.env[VARIABLES.clients]!),
};

/**
 * Checks callers for a REST API as the JWT authorizer of an HTTP API does.
 *
 * @throws `Unauthorized`, of which API Gateway makes a 401, and `IssuerFailure`, of which it makes a 500
 */
export async function handler(event: TokenEvent): Promise<Decision> {
  return decide(event, settings);
}
