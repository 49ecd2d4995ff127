import { REGION } from '../tools/ministack';

/** The data plane of ministack answers for the account that an access key id of 12 digits names. */
export const ACCOUNT = '000000000000';

const SECRET = 'test';

/** The environment variables of a user of the account whose AWS is at this endpoint. */
export function accountEnvironment(endpoint: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_REGION: REGION,
    // Nothing of the person's own account, and no question to a metadata service that is not there.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** The same for a client of the AWS SDK. */
export function clientOptions(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: ACCOUNT, secretAccessKey: SECRET } };
}

/** The same for a request by plain HTTP: of the owner of the account, whose signature ministack does not check. */
export function rootAuthorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
