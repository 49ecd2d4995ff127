import { randomUUID } from 'node:crypto';
import { SecretsFile } from './secrets-file';
import { UserError } from '../errors';
import { isGranted, secretArn, secretName, SecretService } from '../template/function/secret-ids';
import { SecretsFacts, ServedServer } from '../template/model';
import { NoticeEvent } from '../terminal/events';

/** A secret or parameter as it is found here. */
export interface Found {
  readonly arn: string;
  readonly name: string;
  readonly text: string;
  /** One for each secret as long as `dev` runs, since nobody changes it through an API. */
  readonly versionId: string;
}

/** Why there is none: the role may not read it, the file does not have it, or cannot be read. */
export type Missing = 'denied' | 'absent' | 'broken';

/** What a server may read, and what it is on this machine. */
export class Vault {
  private readonly versions = new Map<string, string>();

  constructor(private readonly server: ServedServer, private readonly facts: SecretsFacts, private readonly file: SecretsFile,
    private readonly notice: (id: NoticeEvent['id'], message: string) => void) {}

  find(service: SecretService, id: string): Found | Missing {
    const { facts, file, server } = this;
    const name = secretName(service, id);
    if (!facts.granted.some((one) => one.service === service && isGranted(one.resource, service, id, facts))) {
      this.notice('secret-denied', `The server asked for ${words(service)} "${name}", which the function's role may not read: on AWS it would get the same AccessDeniedException. `
        + 'Name it in "secrets" of McpLambdaServer, or let the role read it (secret.grantRead(server)).');
      return 'denied';
    }
    const variables = Object.entries(server.function.environment).filter(([, value]) => value !== '' && secretName(service, value) === name);
    const keys = [...variables.map(([variable]) => variable), name];
    try {
      const text = file.read(keys);
      if (text !== undefined) return { arn: secretArn(service, id, facts), name, text, versionId: this.versionOf(name) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.notice('secrets-file', error.message);
      return 'broken';
    }
    this.notice('secret-missing', `The server asked for ${words(service)} "${name}". Add "${keys[0]}": "…" to ${file.path} to have it.`);
    return 'absent';
  }

  /** What the file needs for all that is granted by name: the variable that says which secret it is, or the name. */
  get keys(): string[] {
    const { facts, server } = this;
    const variables = Object.entries(server.function.environment);
    const named = facts.granted.filter(({ resource }) => !resource.includes('*')).map(({ service, resource }) => (
      variables.find(([, value]) => value !== '' && isGranted(resource, service, value, facts))?.[0] ?? secretName(service, resource)));
    return [...new Set(named)];
  }

  private versionOf(name: string): string {
    const version = this.versions.get(name) ?? randomUUID();
    this.versions.set(name, version);
    return version;
  }
}

const words = (service: SecretService) => (service === 'ssm' ? 'the parameter' : 'the secret');
