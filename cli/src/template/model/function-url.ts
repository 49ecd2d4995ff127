import type { LambdaFacts } from './function';
import type { CorsFacts, RouteFacts } from './route';

/** An `AWS::Lambda::Url`. */
export interface FunctionUrlDoor {
  readonly kind: 'function-url';
  readonly logicalId: string;
  /** One, for any path. */
  readonly routes: readonly RouteFacts[];
  /** None: it invokes no function but the server's. */
  readonly functions: readonly LambdaFacts[];
  /** Whether the answer is passed on while the function makes it. */
  readonly streams: boolean;
  readonly cors?: CorsFacts;
  /** Why nobody may call it, where the function's policy lets nobody. */
  readonly forbidden?: string;
  /** Where an MCP server is usually found: `/mcp`. */
  readonly mcpPath: string;
}
