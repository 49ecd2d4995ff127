import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Candidate, USUAL_PATH } from './candidate';

/** A container image, in whatever language its server is. */
export function detectDockerfile(directory: string): Candidate | undefined {
  const file = 'Dockerfile';
  return existsSync(join(directory, file)) ? { kind: 'image', file, path: USUAL_PATH, programs: [], certain: true } : undefined;
}
