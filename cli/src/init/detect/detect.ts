import { Candidate } from './candidate';
import { detectDockerfile } from './dockerfile';
import { detectNodejs } from './nodejs';
import { detectPython } from './python';
import { detectRust } from './rust';

/**
 * The servers that a directory seems to hold, the likeliest first: those that name an MCP library before
 * those that do not, and sources before a Dockerfile, which often stands for another way to deploy them.
 */
export async function detect(directory: string): Promise<Candidate[]> {
  const found = [await detectRust(directory), detectNodejs(directory), detectPython(directory), detectDockerfile(directory)];
  const candidates = found.filter((candidate) => candidate !== undefined);
  return [...candidates.filter(({ library }) => library !== undefined), ...candidates.filter(({ library }) => library === undefined)];
}
