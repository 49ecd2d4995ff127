import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { CreateAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam';
import { SignatureV4 } from '@smithy/signature-v4';
import { clientOptions } from './account';
import { REGION } from '../tools/ministack';

/** What somebody signs with. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A new key of a user. */
export async function newAccessKey(endpoint: string, UserName: string): Promise<AccessKey> {
  const { AccessKey: key } = await new IAMClient(clientOptions(endpoint)).send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! };
}

/** The headers of a request to an API, signed (Signature Version 4) for any body, which ministack does not look at. */
export async function signedHeaders(url: URL, method: string, credentials: AccessKey): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service: 'execute-api', region: REGION, credentials, sha256: Sha256 });
  const { host, hostname, pathname: path, protocol } = url;
  const { headers } = await signer.sign({ method, hostname, path, protocol, headers: { host } });
  return headers;
}

/** Node's own hash, as the signer takes it. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', typeof secret === 'string' ? secret : bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(typeof data === 'string' ? data : bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}
