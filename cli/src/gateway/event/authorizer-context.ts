import { JsonObject } from '../../template/json';

/** `requestContext.authorizer` of payload format 2.0. */
export type AuthorizerContext = JwtContext | LambdaContext;

/** What a Lambda authorizer says; null where it says nothing. */
export interface LambdaContext {
  readonly lambda: JsonObject | null;
}

/** What a token says. */
export interface JwtContext {
  readonly jwt: {
    readonly claims: Readonly<Record<string, string>>;
    /** Those of the token, where the route asks for scopes; else null. */
    readonly scopes: readonly string[] | null;
  };
}
