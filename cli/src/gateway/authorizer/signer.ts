import { BadSignature } from './sigv4/bad-signature';
import { SignedRequest } from './sigv4/signed-request';
import { SigningScope, verifySignature } from './sigv4/verify';
import { AccessKey } from '../../issuer/access-key';
import { Refusal } from '../refusal';

/**
 * The key with which the request is signed: who has it may call whatever asks for IAM, as policies are not looked at. Throws a
 * `Refusal` where the request is signed otherwise, and always where nobody has a key.
 */
export async function signerOf(request: SignedRequest, scope: SigningScope, key: AccessKey | undefined): Promise<AccessKey> {
  try {
    if (!key) throw new BadSignature('unknown-key', 'there is no key that is let in');
    await verifySignature(request, scope, key);
    return key;
  } catch (error) {
    throw error instanceof BadSignature ? new Refusal(`signature-${error.fault}`, error.message) : error;
  }
}
