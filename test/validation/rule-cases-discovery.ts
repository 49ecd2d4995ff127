import { RuleCases } from './rule-case';
import { McpAuth, McpEndpoint, McpHttpApiOptions, McpLambdaServerProps, McpServerCode } from '../../src';
import { authorizerFunction, bootstrapDirectory } from '../support';

/** At least one case on each side of every rule about what clients find out. */
export const DISCOVERY_RULE_CASES: Record<string, () => RuleCases> = {
  discoveryTooLarge: () => ({
    fails: [
      { props: { auth: McpAuth.cognito({ clientRegistration: true, callbackUrls: urls(80) }) }, says: ['auth: got documents for clients of up to', '4096 at most', 'callback URLs', 'do not register'] },
      { props: { auth: McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['x'.repeat(4000)] }) }, says: ['fewer or shorter scopes'] },
      { props: discovered(['https://issuer.example'], ['x'.repeat(4000)]), says: ['fewer or shorter scopes'] },
    ],
    passes: [
      { props: { auth: McpAuth.cognito({ clientRegistration: true, callbackUrls: urls(10) }) } },
      { props: { auth: McpAuth.cognito({ callbackUrls: urls(80) }) } },
      { props: { auth: McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['x'.repeat(3000)] }) } },
      { props: discovered(['https://issuer.example'], ['x'.repeat(3000)]) },
    ],
  }),
  discoveryPathTaken: () => ({
    fails: [
      { props: { auth: jwt(), ...at({ path: '/.well-known/oauth-protected-resource' }) }, says: ['endpoint.path: got "/.well-known/oauth-protected-resource"', 'another path'] },
      { props: { auth: registering(), ...at({ path: '/register' }) }, says: ['endpoint.path: got "/register"'] },
      { props: { auth: registering(), ...at({ stageName: 'register' }) }, says: ['endpoint.stageName: got "register"', 'another name'] },
    ],
    passes: [
      { props: { auth: jwt(), ...at({ path: '/register' }) } },
      { props: { auth: McpAuth.none(), ...at({ path: '/.well-known/oauth-protected-resource' }) } },
      { props: { auth: registering(), ...at({ stageName: 'registered', path: '/tools/register' }) } },
    ],
  }),
};

function jwt(): McpAuth {
  return McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });
}

function registering(): McpAuth {
  return McpAuth.cognito({ clientRegistration: true });
}

/** A server behind any path. */
function at(options: McpHttpApiOptions): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }), endpoint: McpEndpoint.httpApi(options) };
}

function discovered(authorizationServers: string[], scopes: string[]): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.lambdaAuthorizer(authorizerFunction(), { discovery: { authorizationServers, scopes } }) };
}

function urls(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `https://app.example/callback/of/client/${index}`);
}
