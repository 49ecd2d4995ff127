import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { documentsOf, routesOf, variablesOf } from './documents';
import { Guard } from '../auth/guard';
import { Door } from '../endpoint/door';

/** What discovery is made from. */
export interface DiscoveryProps {
  readonly door: Door;
  readonly guard: Guard;

  /** Where it logs; one of its own is made where none is given. */
  readonly logGroup?: logs.ILogGroup;
  readonly logRetention?: logs.RetentionDays;
}

/** The compiled handler: from `lib/` when it is used, and from `src/` in tests, it is the same way there. */
const HANDLER = path.join(__dirname, '..', '..', 'lib', 'discovery', 'handler');

/**
 * Lets clients find out by themselves where to get a token. HTTP APIs answer nothing by themselves, and
 * so a function does; the server's own is not asked, and cannot say otherwise. Where callers show no
 * token, there is nothing to find.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
export function discovery(scope: Construct, id: string, { door, guard, ...props }: DiscoveryProps): void {
  if (!('discovery' in guard) || guard.discovery === undefined) {
    return;
  }
  const room = new Construct(scope, id);
  const documents = documentsOf(guard.discovery, door, scope.node.id);
  const logGroup = props.logGroup ?? new logs.LogGroup(room, 'LogGroup', { retention: props.logRetention });
  const role = new iam.Role(room, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  const answering = new lambda.Function(room, 'Function', {
    description: 'Tells MCP clients where to get a token',
    code: lambda.Code.fromAsset(HANDLER, { exclude: ['*.d.ts'] }),
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    architecture: lambda.Architecture.ARM_64,
    memorySize: 128,
    timeout: Duration.seconds(5),
    environment: variablesOf(documents),
    role,
    logGroup,
    loggingFormat: lambda.LoggingFormat.JSON,
  });
  door.publicRoutes(room, routesOf(documents, door), answering);
}
