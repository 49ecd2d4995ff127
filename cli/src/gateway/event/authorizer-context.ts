import { JsonObject } from '../../template/values/json';

/** `requestContext.authorizer` of payload format 2.0. */
export type AuthorizerContext = JwtContext | LambdaContext | IamContext;

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

/** Whose key has signed; null where AWS has nothing to say. */
export interface IamContext {
  readonly iam: {
    readonly accessKey: string;
    readonly accountId: string;
    /** Of a user the same as `userId`. */
    readonly callerId: string;
    readonly cognitoIdentity: null;
    readonly principalOrgId: null;
    readonly userArn: string;
    readonly userId: string;
  };
}
