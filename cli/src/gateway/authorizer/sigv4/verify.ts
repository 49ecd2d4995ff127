import { createHash, timingSafeEqual } from 'node:crypto';
import { BadSignature } from './bad-signature';
import { expectedSignature } from './expected';
import { presentedBy } from './presented';
import { headerValues, Presented, SignedRequest } from './signed-request';
import { AccessKey } from '../../../issuer/access-key';
import { quoted } from '../refusals';

/** What requests must be signed for. */
export interface SigningScope {
  /** `execute-api` at API Gateway, `lambda` at function URLs. */
  readonly service: 'execute-api' | 'lambda';
  readonly region: string;
}

/** "In most cases, a request must reach AWS within five minutes of the time stamp in the request": https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
const SKEW_MS = 5 * 60 * 1000;

/**
 * Checks that a request is signed with the key (Signature Version 4), in its headers or in its query.
 * Rejects with `BadSignature`; the body is not read for a request that shows another key or none.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function verifySignature(request: SignedRequest, scope: SigningScope, key: AccessKey): Promise<void> {
  const presented = presentedBy(request);
  checkScope(presented, scope);
  checkTime(presented, Date.now());
  checkKey(presented, key);
  await checkPayload(request);
  const expected = await expectedSignature(request, presented, key);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(presented.signature))) {
    throw new BadSignature('mismatch', 'the signature does not match: the secret is another one, or what was signed (method, host, path, query, headers, body)');
  }
}

function checkScope({ service, region }: Presented, scope: SigningScope): void {
  if (service !== scope.service || region !== scope.region) {
    throw new BadSignature('scope', `signed for ${quoted(service)} in ${quoted(region)}, and this is ${scope.service} in ${scope.region}`);
  }
}

function checkTime({ signedAt, expiresSeconds }: Presented, now: number): void {
  const at = signedAt.getTime();
  if (at > now + SKEW_MS) throw new BadSignature('expired', `signed for ${signedAt.toISOString()}, which is more than 5 minutes from now`);
  if (expiresSeconds !== undefined && at + expiresSeconds * 1000 < now) {
    throw new BadSignature('expired', `signed at ${signedAt.toISOString()} for ${expiresSeconds} s`);
  }
  if (expiresSeconds === undefined && at < now - SKEW_MS) throw new BadSignature('expired', `signed at ${signedAt.toISOString()}, more than 5 minutes ago`);
}

function checkKey({ keyId, session }: Presented, { id }: AccessKey): void {
  if (keyId !== id) throw new BadSignature('unknown-key', `signed with the key ${quoted(keyId)}, and dev takes the one that it has printed alone`);
  if (session) throw new BadSignature('unknown-key', 'a session token is sent, and the key of dev has none: a variable such as AWS_SESSION_TOKEN may be left from other credentials');
}

/** A body that is not the one of this header would not be covered by the signature. `UNSIGNED-PAYLOAD` is for S3. */
async function checkPayload({ rawHeaders, body }: SignedRequest): Promise<void> {
  const stated = headerValues(rawHeaders, 'x-amz-content-sha256');
  if (stated.length === 0) return;
  const hash = createHash('sha256').update(await body() ?? '').digest('hex');
  if (stated.some((value) => value !== hash)) throw new BadSignature('mismatch', 'x-amz-content-sha256 is not the hash of the body');
}
