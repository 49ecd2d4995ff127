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
  readonly report: Report;
}

/** Nothing is opened before a server may read something. */
export function localSecrets({ directory, awsCredentials, report }: LocalSecretsTask): LocalSecrets {
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
      endpoint.serve(vault, awsCredentials);
      return variables(endpoint, facts.extension, awsCredentials);
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

/** With credentials of the developer's the SDKs sign with these, here too. */
function variables({ port, credentials }: Endpoint, extension: boolean, awsCredentials: boolean): Record<string, string> {
  const url = `http://127.0.0.1:${port}`;
  return {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    AWS_ENDPOINT_URL_SSM: url,
    ...extension ? { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(port) } : {},
    ...awsCredentials ? {} : {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    },
  };
}
