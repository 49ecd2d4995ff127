import * as fc from 'fast-check';
import { BadSignature, SignatureFault } from '../../../../src/gateway/authorizer/sigv4/bad-signature';
import { SignedRequest } from '../../../../src/gateway/authorizer/sigv4/signed-request';
import { SigningScope, verifySignature } from '../../../../src/gateway/authorizer/sigv4/verify';
import { newAccessKey } from '../../../../src/issuer/access-key';
import { signed, Signing, signingTime } from '../signing-client';

const KEY = newAccessKey();
const OTHER = newAccessKey();
const SCOPE: SigningScope = { service: 'lambda', region: 'eu-west-1' };
const ORIGIN = 'http://localhost:3000';

/** The request as a gateway gets it. */
async function arrived(request: Request): Promise<SignedRequest> {
  const { host, pathname, search } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  return {
    method: request.method,
    path: pathname,
    query: search === '' ? undefined : search.slice(1),
    rawHeaders: ['host', host, ...[...request.headers].flat()],
    body: async () => body.length === 0 ? null : body,
  };
}

/** What is wrong with it; `good` where nothing is. */
async function faultOf(request: SignedRequest): Promise<SignatureFault | 'good'> {
  return verifySignature(request, SCOPE, KEY).then(() => 'good' as const, (error: unknown) => {
    if (error instanceof BadSignature) return error.fault;
    throw error;
  });
}

test.each<[string, SignatureFault | 'good', Partial<Signing>]>([
  ['that is as it must be', 'good', {}],
  ['for another service', 'scope', { service: 'execute-api' }],
  ['for another region', 'scope', { region: 'us-east-1' }],
  ['of long ago', 'expired', { datetime: signingTime(-301) }],
  ['with another key', 'unknown-key', { accessKeyId: OTHER.id, secretAccessKey: OTHER.secret }],
  ['with a session', 'unknown-key', { sessionToken: 'token' }],
  ['with another secret', 'mismatch', { secretAccessKey: OTHER.secret }],
])('doors learn what is wrong with a signature %s: %s', async (_name, fault, signing) => {
  const inHeader = signed(ORIGIN, KEY, { method: 'GET' }, { ...SCOPE, ...signing });
  const inQuery = signed(`${ORIGIN}?X-Amz-Expires=60`, KEY, { method: 'GET' }, { ...SCOPE, ...signing, signQuery: true });
  expect(await Promise.all([inHeader, inQuery].map(async (request) => faultOf(await arrived(await request))))).toEqual([fault, fault]);
});

test('doors learn that nothing is signed, or nothing that could be a signature', async () => {
  expect(await faultOf(await arrived(new Request(ORIGIN)))).toBe('missing');
  expect(await faultOf(await arrived(new Request(ORIGIN, { headers: { authorization: 'AWS4-HMAC-SHA256 x' } })))).toBe('malformed');
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
interface Given {
  readonly segments: readonly string[];
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Of the body, which is never empty. */
  readonly body: string;
  readonly signQuery: boolean;
}

/** Dots are no segments, the other signer leaves out parameters without a name, and AWS's own one called `__proto__`. */
const requests: fc.Arbitrary<Given> = fc.record({
  segments: fc.array(text.filter((segment) => !/^(?:\.|%2e)*$/i.test(segment)), { maxLength: 4 }),
  query: fc.array(fc.tuple(text.filter((name) => !['', '__proto__'].includes(name) && !/^x-amz-/i.test(name)), text), { maxLength: 4 }),
  body: fc.string({ unit: 'grapheme', maxLength: 40 }),
  signQuery: fc.boolean(),
});

/** What is given, as it arrives from a client that signs. */
async function signedWith({ segments, query, body, signQuery }: Given): Promise<SignedRequest> {
  const path = segments.map(encodeURIComponent).join('/');
  const parameters = query.map((pair) => pair.map(encodeURIComponent).join('='));
  const end = signQuery ? ['X-Amz-Expires=60'] : [];
  return arrived(await signed(`${ORIGIN}/${path}?${[...parameters, ...end].join('&')}`, KEY, { body: `-${body}` }, { ...SCOPE, signQuery }));
}

test('whatever path, query and body another signer has signed is good', async () => {
  await fc.assert(fc.asyncProperty(requests, async (given) => expect(await faultOf(await signedWith(given))).toBe('good')), { numRuns: 100 });
});

test('and is not with another body, query or path', async () => {
  await fc.assert(fc.asyncProperty(requests, async (given) => {
    const good = await signedWith(given);
    const body = async () => Buffer.from(`+${given.body}`);
    for (const change of [{ body }, { query: `${good.query ?? ''}&more=1` }, { path: `${good.path}x` }]) {
      expect(await faultOf({ ...good, ...change })).toBe('mismatch');
    }
  }), { numRuns: 30 });
});
