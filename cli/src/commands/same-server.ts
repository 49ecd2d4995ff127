import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isWithin } from '../project/is-within';
import { functionsOf, LambdaFacts, ServedServer } from '../template/model';

/** Assets that the CDK has copied are named by the hash of their content. */
const STAGED = /^asset\.[0-9a-f]{64}$/;

/** Whether the new template describes the same server with the same code, as a deployment would find. */
export function sameServer(old: ServedServer, next: ServedServer, changedFiles: readonly string[]): boolean {
  return isDeepStrictEqual(withoutPlace(old), withoutPlace(next))
    && !changedFiles.some((file) => allOf(next).some(({ codeDirectory }) => codeDirectory !== undefined && isWithin(file, codeDirectory)));
}

const allOf = (server: ServedServer): readonly LambdaFacts[] => [server.function, ...functionsOf(server)];

function codeName({ codeDirectory }: LambdaFacts): string | undefined {
  if (codeDirectory === undefined) {
    return undefined;
  }
  const name = basename(codeDirectory);
  return STAGED.test(name) ? name : codeDirectory;
}

/** What is served, and nothing of where it lies or what is said about it. */
function withoutPlace(server: ServedServer) {
  const named = (facts: LambdaFacts) => ({ ...facts, codeDirectory: codeName(facts) });
  return { ...server, notices: [], function: named(server.function), door: { ...server.door, functions: functionsOf(server).map(named) } };
}
