import { Asked, Authorizer } from './authorization';
import { BadSignature } from './sigv4/bad-signature';
import { verifySignature } from './sigv4/verify';
import { AccessKey } from '../../issuer/access-key';
import { AuthorizerContext } from '../event/authorizer-context';
import { gatewayReply } from '../reply';

/**
 * IAM authorization of an HTTP API: whoever signs with the key may call every route, and without a key
 * nobody may.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export function iamAuthorizer(key: AccessKey | undefined): Authorizer {
  return {
    authorize: async (asked) => {
      try {
        if (!key) throw new BadSignature('unknown-key', 'there is no key that is let in');
        await verifySignature(signedRequest(asked), { service: 'execute-api', region: asked.region }, key);
        return { admitted: true, context: iamContext(key) };
      } catch (error) {
        if (!(error instanceof BadSignature)) throw error;
        return { admitted: false, reply: gatewayReply(403, 'Forbidden'), failure: error.message };
      }
    },
  };
}

function signedRequest({ invocation: { method, sentPath: path, query }, rawHeaders, body }: Asked) {
  return { method, path, query, rawHeaders, body };
}

/** `requestContext.authorizer` for a user of IAM: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
function iamContext({ id, user }: AccessKey): AuthorizerContext {
  return {
    iam: {
      accessKey: id, accountId: user.accountId, callerId: user.id, cognitoIdentity: null, principalOrgId: null, userArn: user.arn, userId: user.id,
    },
  };
}
