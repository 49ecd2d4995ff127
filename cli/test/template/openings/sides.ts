import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../../src';
import { readStacks } from '../../../src/template/assembly/assembly';
import { markedServers } from '../../../src/template/marked-servers';
import { openings } from '../../../src/template/openings/openings';
import { fixture } from '../../served-server';
import { synth } from '../support';

/** A server before a deploy, or after it. */
export interface Side {
  readonly auth: (stack: Stack) => McpAuth;
  readonly endpoint?: () => McpEndpoint;
  readonly change?: (server: McpLambdaServer, stack: Stack) => void;
}

/** The resources of a server's template, and what leads to it. */
function side({ auth, endpoint = () => McpEndpoint.httpApi(), change }: Side) {
  const directory = synth((app: App) => {
    const stack = new Stack(app, 'Demo');
    const server = new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(fixture('server')), auth: auth(stack), endpoint: endpoint() });
    change?.(server, stack);
  });
  const [stack] = readStacks(directory);
  const { Resources } = JSON.parse(readFileSync(join(directory, 'Demo.template.json'), 'utf8')) as { Resources: Parameters<typeof openings>[0] };
  return { resources: Resources, ids: markedServers(stack).flatMap(({ functionId, aliasId }) => [functionId, aliasId]) };
}

/** What opens from one to the other, by the names under the server. */
export function between(before: Side | undefined, after: Side): string[] {
  const { resources, ids } = side(after);
  expect(ids).toHaveLength(2);
  return openings(before ? side(before).resources : {}, resources, new Set(ids))
    .map(({ path, what }) => `${path?.replace(/^Demo\/Server\//, '').replace(/\/Resource$/, '')} ${what}`)
    .sort();
}

export const JWT = { issuer: 'https://login.example.com', audience: ['one'], scopes: ['mcp/use'] };
/** Tokens of one issuer. */
export const jwt = (more: Partial<typeof JWT> = {}): Side['auth'] => () => McpAuth.jwt({ ...JWT, ...more });
export const none: Side['auth'] = () => McpAuth.none();
export const iam: Side['auth'] = () => McpAuth.iam();
export const rest = () => McpEndpoint.restApi();
export const url = () => McpEndpoint.functionUrl();
