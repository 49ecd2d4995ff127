import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isWithin } from '../project/is-within';
import { ServedServer } from '../template/model';

/** Assets that the CDK has copied are named by the hash of their content. */
const STAGED = /^asset\.[0-9a-f]{64}$/;

/** Whether the new template describes the same server with the same code, as a deployment would find. */
export function sameServer(old: ServedServer, next: ServedServer, changedFiles: readonly string[]): boolean {
  const { codeDirectory } = next.function;
  return isDeepStrictEqual(withoutPlace(old), withoutPlace(next))
    && codeName(old) === codeName(next)
    && !changedFiles.some((file) => isWithin(file, codeDirectory));
}

function codeName({ function: { codeDirectory } }: ServedServer): string {
  const name = basename(codeDirectory);
  return STAGED.test(name) ? name : codeDirectory;
}

/** What is served, and nothing of where it lies or what is said about it. */
const withoutPlace = (server: ServedServer) => ({ ...server, notices: [], function: { ...server.function, codeDirectory: '' } });
