import { Issuer, IssuerKey, startIssuer } from './issuer';
import { JwtGuard } from '../../../src/template/model';
import { corsFacts, routeFacts, servedServer } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

/** A gateway whose route `POST /mcp` asks for a token of the issuer. */
export interface GuardedGateway extends RunningGateway {
  readonly issuer: Issuer;
  call(authorization?: string, query?: string): Promise<Response>;
}

/** Starts both; without scopes and with the audience `me`, unless told otherwise. */
export async function startGuarded(key: IssuerKey, guard: Partial<JwtGuard> = {}): Promise<GuardedGateway> {
  const issuer = await startIssuer(key);
  const facts: JwtGuard = { kind: 'jwt', name: 'Jwt', identitySource: ['$request.header.Authorization'], issuer: issuer.url, audience: ['me'], scopes: [], ...guard };
  const cors = corsFacts({ allowOrigins: ['https://app.example.com'], allowMethods: ['POST'], allowHeaders: ['authorization'] });
  const gateway = await startGateway(servedServer({ cors, routes: [routeFacts('POST /mcp', { guard: facts })] }));
  return {
    ...gateway,
    issuer,
    call: async (authorization, query = '') => fetch(`${gateway.url}/mcp${query}`, { method: 'POST', headers: authorization === undefined ? {} : { authorization } }),
    close: async () => void await Promise.all([gateway.close(), issuer.close()]),
  };
}
