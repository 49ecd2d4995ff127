import { Authorizer } from './authorization';
import { signerOf } from './signer';
import { AccessKey } from '../../issuer/access-key';
import { IamContext } from '../event/authorizer-context';

/**
 * IAM authorization of an HTTP API. Throws a `Refusal` where the request is not signed with the key.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export function iamAuthorizer(key: AccessKey | undefined): Authorizer {
  return {
    authorize: async ({ invocation: { method, query }, sentPath: path, rawHeaders, body, region }) => ({
      admitted: true,
      context: iamContext(await signerOf({ method, path, query, rawHeaders, body }, { service: 'execute-api', region }, key)),
    }),
  };
}

/** `requestContext.authorizer` for a user of IAM: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export function iamContext({ id, user }: AccessKey): IamContext {
  return {
    iam: {
      accessKey: id, accountId: user.accountId, callerId: user.id, cognitoIdentity: null, principalOrgId: null, userArn: user.arn, userId: user.id,
    },
  };
}
