/**
 * The ids of all warnings, which are public contract: apps acknowledge them by `cdk-mcp-lambda:` and the id, and
 * files by the id alone.
 */
export const WARNINGS = [
  'adapterVersionUnsure',
  'apiUrlHidesDiscovery',
  'authInServer',
  'codeSigningForeignLayer',
  'dockerfileWithoutAdapter',
  'domainBasePathHidesDiscovery',
  'domainPathUnclear',
  'edgeEndsQuietStreams',
  'executableBitLost',
  'existingTimeoutBeyondEndpoint',
  'existingWithoutAdapter',
  'existingWithoutWrapper',
  'imageTagMoves',
  'interfaceEndpointsUnused',
  'jwtWithoutScopes',
  'legacySseBuffered',
  'libraryWrongArchitecture',
  'publicAccess',
  'reservedConcurrencyZero',
  'resourcePolicyBesideIam',
  'stageHidesDiscovery',
  'vpcWithoutWayOut',
] as const;

export type WarningId = (typeof WARNINGS)[number];

/** The id with which CDK's `acknowledgeWarning` knows a warning. */
export function acknowledgedBy(warning: string): string {
  return `cdk-mcp-lambda:${warning}`;
}
