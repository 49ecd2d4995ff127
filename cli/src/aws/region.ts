/**
 * The region that the AWS command line would take, with this profile or with that of the environment; undefined where nothing names one.
 * The environment counts before a profile, even one that is named, and the file with credentials before the one with configuration.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html
 */
export async function usualRegion(profile?: string): Promise<string | undefined> {
  const ofEnvironment = filled(process.env.AWS_REGION) ?? filled(process.env.AWS_DEFAULT_REGION);
  if (ofEnvironment !== undefined) return ofEnvironment;
  const { loadSharedConfigFiles } = await import('@smithy/shared-ini-file-loader');
  // Files that are missing or cannot be read name no region.
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const name = profile ?? filled(process.env.AWS_PROFILE) ?? 'default';
  return filled(credentialsFile[name]?.region) ?? filled(configFile[name]?.region);
}

/** What a variable or a file says; an empty one says nothing. */
export const filled = (value: string | undefined) => (value === undefined || value.trim() === '' ? undefined : value.trim());
