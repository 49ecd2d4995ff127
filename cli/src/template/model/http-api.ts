import type { DomainFacts, StageFacts } from './entrance';
import type { LambdaFacts } from './function';
import type { CorsFacts, RouteFacts } from './route';

/** An `AWS::ApiGatewayV2::Api` of protocol HTTP with its stages and routes. */
export interface HttpApiDoor {
  readonly kind: 'http-api';
  readonly logicalId: string;
  readonly stages: readonly StageFacts[];
  readonly routes: readonly RouteFacts[];
  /** The functions besides the server's that its routes and authorizers invoke. */
  readonly functions: readonly LambdaFacts[];
  readonly cors?: CorsFacts;
  readonly domain?: DomainFacts;
  /** The MCP endpoint's path as a client sees it, with the stage or behind the domain: `/prod/mcp`. */
  readonly mcpPath: string;
}
