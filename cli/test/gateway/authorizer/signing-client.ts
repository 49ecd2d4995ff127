import { AwsV4Signer } from 'aws4fetch';
import { AccessKey } from '../../../src/issuer/access-key';

/** How a request is signed, where it is not as it should be. */
export type Signing = Omit<ConstructorParameters<typeof AwsV4Signer>[0], 'url' | 'method' | 'headers' | 'body'>;

/** A request, `POST` unless told otherwise. */
export interface Unsigned {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request that a signer of others has signed with the key, to be sent as it is or changed after that. */
export async function signed(
  url: string, { id, secret }: Pick<AccessKey, 'id' | 'secret'>, init: Unsigned = {}, signing: Partial<Signing> = {},
): Promise<Request> {
  const signer = new AwsV4Signer({
    url, method: 'POST', accessKeyId: id, secretAccessKey: secret, service: 'execute-api', region: 'us-east-1', ...init, ...signing,
  });
  const { url: target, method, headers, body } = await signer.sign();
  return new Request(target, { method, headers, body });
}

/** A time as signatures have it, so many seconds from now. */
export const signingTime = (offset: number): string => new Date(Date.now() + offset * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
