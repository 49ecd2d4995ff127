import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';

/** Where nothing names a region. */
const FALLBACK = 'us-east-1';

/** The region that the AWS command line would take. */
export async function usualRegion(profile: string | undefined, environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const named = profile === undefined ? environment.AWS_REGION || environment.AWS_DEFAULT_REGION : undefined;
  return named || await regionOfProfile(profile ?? environment.AWS_PROFILE ?? 'default') || FALLBACK;
}

/** Files that are missing or cannot be read name none. */
async function regionOfProfile(profile: string): Promise<string | undefined> {
  try {
    const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
    return configFile[profile]?.region ?? credentialsFile[profile]?.region;
  } catch {
    return undefined;
  }
}
