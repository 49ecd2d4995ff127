import { Endpoint } from './endpoint';
import { SecretsFile } from './secrets-file';
import { Vault } from './vault';
import { ServedServer } from '../template/model';
import { Report } from '../terminal/events';

/** Answers in the place of AWS's services that keep secrets; one for all versions of the server. */
export interface LocalSecrets {
  /** From now on it answers what this server may read. Returns the variables that lead there; undefined where AWS itself is to be asked, or nothing may be read. */
  serve(server: ServedServer): Promise<Readonly<Record<string, string>> | undefined>;
  close(): Promise<void>;
}

/** What it depends on. */
export interface LocalSecretsTask {
  /** Where the file with the secrets is looked for. */
  readonly directory: string;
  /** Whether the server has the developer's AWS credentials: then AWS is asked, unless the file is there. */
  readonly awsCredentials: boolean;
  /** The developer's environment. */
  readonly host: NodeJS.ProcessEnv;
  readonly report: Report;
}

/** Nothing is opened before a server may read something. */
export function localSecrets({ directory, awsCredentials, host, report }: LocalSecretsTask): LocalSecrets {
  const file = new SecretsFile(directory);
  const notice = (id: string, message: string) => report({ event: 'notice', id, message });
  let opened: Promise<Endpoint> | undefined;
  return {
    serve: async (server) => {
      const facts = server.secrets;
      if (facts === undefined) return undefined;
      const vault = new Vault(server, facts, file, notice);
      if (awsCredentials && !file.exists) {
        invented(server).forEach((name) => notice('resource-environment', `${name} names a secret that only a deployment makes: AWS, which is asked for it, does not have it.`));
        return undefined;
      }
      if (!file.exists) notice('secrets-file', missingFile(file, vault));
      else if (await file.isExposed()) notice('secrets-exposed', `git does not ignore ${file.path}, which holds secrets: add ".mcp-lambda/" to .gitignore.`);
      const endpoint = await (opened ??= Endpoint.open());
      const own = awsCredentials ? besideTheDevelopers(endpoint, host) : ofTheEndpoint(endpoint);
      const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SESSION_TOKEN: sessionToken }: OwnCredentials = own;
      endpoint.serve(vault, { accessKeyId, sessionToken });
      return { ...variables(endpoint, facts.extension), ...own };
    },
    close: async () => {
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}

function missingFile(file: SecretsFile, vault: Vault): string {
  const example = JSON.stringify(Object.fromEntries(vault.keys.map((key) => [key, '…'])));
  return `The server may read secrets, which are answered on this machine from ${file.path}. Write it, and add ".mcp-lambda/" to .gitignore: ${example}`;
}

/** Variables with the id of a resource that there is not. */
function invented({ function: { environment } }: ServedServer): string[] {
  return Object.entries(environment).filter(([, value]) => /^local-[A-Za-z0-9]+$/.test(value)).map(([name]) => name);
}

function variables({ port, url }: Endpoint, extension: boolean): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    AWS_ENDPOINT_URL_SSM: url,
    ...extension ? { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(port) } : {},
  };
}

/** What of the server's credentials is known here. */
interface OwnCredentials {
  readonly AWS_ACCESS_KEY_ID?: string;
  readonly AWS_SESSION_TOKEN?: string;
}

const ofTheEndpoint = ({ credentials }: Endpoint): Record<string, string> & OwnCredentials => ({
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
});

/**
 * With credentials of the developer's the SDKs sign with these, here too. A token without a key beside it is for the extension alone:
 * SDKs that take a profile do not look at it. Beside a key without one it would make all signatures wrong.
 */
function besideTheDevelopers({ credentials }: Endpoint, { AWS_SESSION_TOKEN: token, AWS_ACCESS_KEY_ID: key }: NodeJS.ProcessEnv): Record<string, string> & Pick<OwnCredentials, 'AWS_SESSION_TOKEN'> {
  if (token) return { AWS_SESSION_TOKEN: token };
  return key ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken };
}
