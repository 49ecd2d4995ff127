import { QUERY_PARAMETERS } from './presented';
import { headerValues, Presented, SignedRequest } from './signed-request';
import { AccessKey } from '../../../issuer/access-key';
import { inUtf8 } from '../../event/event';

/** The signature that whoever has the key's secret would give to this request, by AWS's own library. */
export async function expectedSignature(request: SignedRequest, presented: Presented, key: AccessKey): Promise<string> {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([import('@smithy/signature-v4'), import('@smithy/core/checksum')]);
  const { service, region, signedAt: signingDate, signedHeaders, expiresSeconds: expiresIn } = presented;
  const signer = new SignatureV4({
    service, region, sha256: Sha256, applyChecksum: false, credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
  });
  const parts = {
    method: request.method,
    protocol: 'http:',
    hostname: '', // the header `Host` is what is signed
    path: request.path,
    query: parametersOf(request.query ?? ''),
    headers: Object.fromEntries(signedHeaders.flatMap((name) => {
      const values = headerValues(request.rawHeaders, name);
      return values.length === 0 ? [] : [[name, inUtf8(values.join(','))]];
    })),
    body: await request.body() ?? undefined,
  };
  const names = new Set(signedHeaders);
  if (expiresIn === undefined) {
    const { headers } = await signer.sign(parts, { signingDate, signableHeaders: names });
    return /Signature=(\w+)$/.exec(headers.authorization)![1];
  }
  const { query } = await signer.presign(parts, { signingDate, expiresIn, signableHeaders: names, unhoistableHeaders: names });
  return query!['X-Amz-Signature'] as string;
}

/** The parameters of a query without those of its signature, which the signer adds by itself. */
function parametersOf(query: string): Record<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    parameters.set(name, [...parameters.get(name) ?? [], value]);
  }
  QUERY_PARAMETERS.forEach((name) => parameters.delete(name));
  return Object.fromEntries(parameters);
}
