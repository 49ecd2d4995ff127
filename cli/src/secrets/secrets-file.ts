import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../errors';
import { isObject, own } from '../template/values/json';

/** What the server's secrets are on this machine, by name. Read anew each time: a change counts from the next request on. */
export class SecretsFile {
  readonly path: string;

  constructor(directory: string) {
    this.path = join(directory, '.mcp-lambda', 'secrets.json');
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  /**
   * The first of the keys that the file has, as a secret's text: what is no text is JSON in it.
   *
   * @throws UserError where the file is not a JSON object
   */
  read(keys: readonly string[]): string | undefined {
    if (!this.exists) return undefined;
    const content = parsed(readFileSync(this.path, 'utf8'));
    if (!isObject(content)) throw new UserError(`${this.path} is not a JSON object with a value for each secret.`);
    const found = keys.map((key) => own(content, key)).find((value) => value !== undefined);
    return found === undefined || typeof found === 'string' ? found : JSON.stringify(found);
  }

  /** Whether git would take the file into a commit. Without git, or outside of a repository, nobody could. */
  async isExposed(): Promise<boolean> {
    const git = promisify(execFile);
    const directory = dirname(dirname(this.path));
    try {
      await git('git', ['check-ignore', '--quiet', this.path], { cwd: directory });
      return false;
    } catch (error) {
      return (error as { code?: unknown }).code === 1;
    }
  }
}

/** A parser's message quotes what stands around the mistake: here that may be a secret. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
