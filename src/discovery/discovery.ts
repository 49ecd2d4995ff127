import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { documentsOf, resourceMetadataUrl, routesOf, variablesOf } from './documents';
import { Guard } from '../auth/guard';
import { Door } from '../endpoint/door';
import { ownFunction, OwnLogging } from '../private/own-function';

/** What discovery is made from. */
export interface DiscoveryProps extends OwnLogging {
  readonly door: Door;
  readonly guard: Guard;
}

/** The compiled handler: from `lib/` when it is used, and from `src/` in tests, it is the same way there. */
const HANDLER = path.join(__dirname, '..', '..', 'lib', 'discovery', 'handler');

/**
 * Lets clients find out by themselves where to get a token. The server is not asked, and cannot say
 * otherwise. Where callers show no token, there is nothing to find.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
export function discovery(scope: Construct, id: string, { door, guard, logGroup, logRetention }: DiscoveryProps): void {
  if (!('discovery' in guard) || guard.discovery === undefined) {
    return;
  }
  const room = new Construct(scope, id);
  const documents = documentsOf(guard.discovery, door, scope.node.id);
  door.publish(room, {
    routes: routesOf(documents, door),
    challenge: { resourceMetadata: resourceMetadataUrl(door), scopes: guard.discovery.scopes },
    answering: (routes) => ownFunction(room, {
      description: 'Tells MCP clients where to get a token',
      handler: HANDLER,
      memorySize: 128,
      timeout: Duration.seconds(5),
      environment: variablesOf(documents, routes),
      logging: { logGroup, logRetention },
    }),
  });
}
