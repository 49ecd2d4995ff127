/** The key that signs all tokens of this run. */
export type SigningKey = Awaited<ReturnType<typeof makeKey>>;

/** Makes a key of the kind that Cognito has. */
export async function makeKey() {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg: 'RS256', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}
