import type { FunctionFacts, LambdaFacts } from './function';
import type { FunctionUrlDoor } from './function-url';
import type { HttpApiDoor } from './http-api';
import type { RestApiDoor } from './rest-api';
import type { SecretsFacts } from './secrets';

/**
 * What `dev` serves: plain facts read from a synthesised template, with no CloudFormation left in
 * them. `template/` makes it, `gateway/` and `instances/` live on it and read no template.
 */
export interface ServedServer {
  /** The construct path below the stack (`Server`), or the function's logical id where the template carries no paths. */
  readonly name: string;
  /** The stack's name. */
  readonly stack: string;
  /** Where the stack says that it is deployed; `us-east-1` where it does not say. */
  readonly region: string;
  readonly function: FunctionFacts;
  readonly door: HttpApiDoor | RestApiDoor | FunctionUrlDoor;
  /** What the function may read of secrets; missing where that is nothing. */
  readonly secrets?: SecretsFacts;
  /** What the template uses and `dev` does not serve; shown on start. */
  readonly notices: readonly Notice[];
}

/** The functions besides the server's that its API invokes. */
export function functionsOf({ door }: ServedServer): readonly LambdaFacts[] {
  return door.functions;
}

/** Something of the template that `dev` does not serve. */
export interface Notice {
  /** Stable and short: `jwt-authorizer`, `payload-format`. */
  readonly id: string;
  /** A sentence that names the resource and says what happens instead. */
  readonly message: string;
}

/** Stands in the environment and in fixed answers for the origin of the API and of its custom domains until the local port is known. */
export const LOCAL_ORIGIN = '{{mcp-lambda:origin}}';
