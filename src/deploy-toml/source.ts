import * as fs from 'node:fs';
import { DeployTomlError } from './problem';

/** No configuration that a person writes comes near it, and a parser should not meet what is larger. */
const MAX_BYTES = 128 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: "mcp-lambda deploy init" writes one',
  ENOTDIR: 'there is no such file: a part of its path is no directory',
  EACCES: 'it may not be read: its permissions, or those of its directory, forbid it',
  EPERM: 'it may not be read: its permissions, or those of its directory, forbid it',
  EISDIR: 'it is a directory, and should be a file',
  ELOOP: 'its path leads round in circles of symbolic links',
};

/**
 * The text of a file, without the byte-order mark that some editors write.
 *
 * @throws DeployTomlError where it cannot be read, is larger than 128 KB, or is not UTF-8
 */
export function readSource(file: string): string {
  const bytes = attempt(file, () => {
    const stats = fs.statSync(file);
    if (stats.isDirectory()) {
      throw problem(file, REASONS.EISDIR);
    }
    if (!stats.isFile()) {
      throw problem(file, 'it is no regular file');
    }
    if (stats.size > MAX_BYTES) {
      throw problem(file, `it has ${stats.size} bytes, and may have ${MAX_BYTES}`);
    }
    return fs.readFileSync(file);
  });
  return decoded(bytes, file);
}

function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof DeployTomlError) {
      throw error;
    }
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw problem(file, REASONS[code] ?? `it cannot be read: ${message.split('\n')[0]}`);
  }
}

function decoded(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DeployTomlError([{ file, line: lineOfBadByte(bytes), message: 'it is not UTF-8: save it in that encoding' }]);
  }
}

/** The first line that cannot be read. A byte below 0x80 is a letter of its own in UTF-8, and so is a line's end. */
function lineOfBadByte(bytes: Buffer): number {
  let line = 1;
  for (let start = 0, end: number; start < bytes.length; start = end + 1, line++) {
    const found = bytes.indexOf(0x0a, start);
    end = found === -1 ? bytes.length : found;
    const part = bytes.subarray(start, end);
    if (!Buffer.from(part.toString('utf8'), 'utf8').equals(part)) {
      return line;
    }
  }
  return line;
}

function problem(file: string, message: string): DeployTomlError {
  return new DeployTomlError([{ file, message }]);
}
