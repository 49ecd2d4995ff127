import type { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { OutgoingAgent, outgoingAgent } from './agent';

/** Finds credentials when they are first needed, and keeps them. */
export type Credentials = ReturnType<typeof fromNodeProviderChain>;

/** What the command line says about the account; the rest is found as the AWS CLI finds it. */
export interface AccountChoice {
  /** `--profile`: then the environment's credentials do not count. */
  readonly profile?: string;
  /** `--region`. */
  readonly region?: string;
}

/** Whose credentials are used, and how AWS is reached. Nothing has been asked yet. */
export interface Account {
  readonly profile?: string;
  /** The region that options, environment or profile name; undefined where none of them does. */
  readonly region?: string;
  readonly credentials: Credentials;
  readonly agent: OutgoingAgent;
}

/** What a client of the AWS SDK is made with. */
export interface ClientConfig {
  readonly region: string;
  readonly credentials: Credentials;
  readonly requestHandler: {
    readonly httpAgent: OutgoingAgent;
    readonly httpsAgent: OutgoingAgent;
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
  };
  readonly customUserAgent: string;
}

/** Where nobody names a region, the question whose credentials these are is asked here. */
const ANY_REGION = 'us-east-1';

const CONNECTION_TIMEOUT_MS = 10_000;

/** An invocation takes up to 15 minutes, but what is invoked here is to answer at once. */
const REQUEST_TIMEOUT_MS = 120_000;

/** Finds credentials, region and proxy, as the AWS CLI does. */
export async function openAccount({ profile, region }: AccountChoice): Promise<Account> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const agent = outgoingAgent();
  const found = region ?? await regionOf(profile);
  const requestHandler = handler(agent);
  return {
    profile: profile ?? filled(process.env.AWS_PROFILE),
    region: found,
    agent,
    credentials: fromNodeProviderChain({
      ...profile !== undefined && { profile },
      clientConfig: { requestHandler, ...found !== undefined && { region: found } },
    }),
  };
}

/** For a client in that region. */
export function clientConfig({ credentials, agent, region }: Account, ofStack = region ?? ANY_REGION): ClientConfig {
  return { region: ofStack, credentials, requestHandler: handler(agent), customUserAgent: 'mcp-lambda' };
}

function handler(agent: OutgoingAgent): ClientConfig['requestHandler'] {
  return { httpAgent: agent, httpsAgent: agent, connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
}

/** Of the environment, else of the profile in the configuration files. */
async function regionOf(profile: string | undefined): Promise<string | undefined> {
  const ofEnvironment = filled(process.env.AWS_REGION) ?? filled(process.env.AWS_DEFAULT_REGION);
  if (ofEnvironment !== undefined) return ofEnvironment;
  const { loadSharedConfigFiles } = await import('@smithy/shared-ini-file-loader');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const name = profile ?? filled(process.env.AWS_PROFILE) ?? 'default';
  return filled(credentialsFile[name]?.region) ?? filled(configFile[name]?.region);
}

const filled = (value: string | undefined) => (value === undefined || value.trim() === '' ? undefined : value.trim());
