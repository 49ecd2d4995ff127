/** The construct path that the CDK writes into the metadata of a resource; undefined where it was told not to. */
export function constructPath(metadata: unknown): string | undefined {
  const { 'aws:cdk:path': path } = (metadata ?? {}) as { readonly 'aws:cdk:path'?: unknown };
  return typeof path === 'string' ? path : undefined;
}
