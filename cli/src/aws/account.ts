import type { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { OutgoingAgent, outgoingAgent } from './agent';
import { filled, usualRegion } from './region';
import { UserError } from '../errors';
import { ask, canAsk } from '../terminal/ask';

/** Finds credentials when they are first needed, and keeps them. */
export type Credentials = ReturnType<typeof fromIni> | ReturnType<typeof fromNodeProviderChain>;

/** Where credentials come from, as far as somebody has said it. */
export interface CredentialsOrigin {
  readonly profile?: string;
  /** Where the profile is written down, `…/deploy.toml:12: [aws] profile`; missing where an option or the environment names it. */
  readonly profileFrom?: string;
}

/**
 * What the command line says about the account; the rest is found as the AWS CLI finds it. The profile is that of `--profile`, or the
 * project's: then the environment's credentials do not count.
 */
export interface AccountChoice extends CredentialsOrigin {
  /** `--region`. */
  readonly region?: string;
}

/** Whose credentials are used, and how AWS is reached. Nothing has been asked yet. */
export interface Account {
  /** For messages. */
  readonly origin: CredentialsOrigin;
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
export async function openAccount({ profile, profileFrom, region }: AccountChoice): Promise<Account> {
  const providers = await import('@aws-sdk/credential-providers');
  const agent = outgoingAgent();
  const found = region ?? await usualRegion(profile);
  const options = {
    ...profile !== undefined && { profile },
    mfaCodeProvider,
    clientConfig: { requestHandler: handler(agent), ...found !== undefined && { region: found } },
  };
  return {
    origin: { profile: profile ?? filled(process.env.AWS_PROFILE), profileFrom },
    region: found,
    agent,
    // Of a profile that is named, nothing but the profile: as the AWS CLI and the CDK take it.
    credentials: profile === undefined ? providers.fromNodeProviderChain(options) : providers.fromIni(options),
  };
}

/** For a client in that region. */
export function clientConfig({ credentials, agent, region }: Account, ofStack = region ?? ANY_REGION): ClientConfig {
  return { region: ofStack, credentials, requestHandler: handler(agent), customUserAgent: 'mcp-lambda' };
}

function handler(agent: OutgoingAgent): ClientConfig['requestHandler'] {
  return { httpAgent: agent, httpsAgent: agent, connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
}

/** A profile may ask for a code of a device. */
async function mfaCodeProvider(serial: string): Promise<string> {
  const code = canAsk() ? await ask(`The code of ${serial}: `, { without: 'Nothing was asked of AWS.' }) : undefined;
  if (!code) throw new UserError(`The AWS credentials need a code of ${serial}, and there is no terminal to ask in: get credentials of a session, and set them in the environment.`);
  return code;
}
