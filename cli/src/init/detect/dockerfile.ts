import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDockerfile } from 'cdk-mcp-lambda/lib/code/image/dockerfile';
import { ADAPTER_LINE } from 'cdk-mcp-lambda/lib/private/adapter-image';
import { Candidate, USUAL_PATH } from './candidate';

/** A container image, in whatever language its server is. */
export function detectDockerfile(directory: string): Candidate | undefined {
  const file = 'Dockerfile';
  return isFile(join(directory, file)) ? { kind: 'image', file, path: USUAL_PATH, programs: [], certain: true } : undefined;
}

/** What a Dockerfile still needs to be deployed, in words; nothing where a line of it names the adapter. */
export function missingInDockerfile(directory: string): string[] {
  const file = join(directory, 'Dockerfile');
  if (!isFile(file) || readDockerfile(readFileSync(file, 'utf8')).namesAdapter) return [];
  return [`the Lambda Web Adapter in the Dockerfile, without which no request reaches the server. Add to the stage that becomes the image: ${ADAPTER_LINE}`];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
