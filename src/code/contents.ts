import * as fs from 'node:fs';
import * as path from 'node:path';
import { ContentsFacts } from './bound-code';
import { readElf } from './elf';
import { isExcluded } from './files';

const LARGEST = 5;

/** A shared library, with or without its version: `libssl.so.3`, `_pydantic_core.cpython-313-x86_64-linux-gnu.so`. */
const LIBRARY = /\.so(\.\d+)*$/;

/** What a directory would bring to Lambda, without what is called as the excluded ones; nothing where there is none. */
export function describeContents(directory: string, exclude: string[] = []): ContentsFacts | undefined {
  if (!fs.existsSync(directory) || !fs.statSync(directory).isDirectory()) {
    return undefined;
  }
  const files = filesOf(directory, '', exclude);
  return {
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    largest: [...files].sort((one, other) => other.bytes - one.bytes).slice(0, LARGEST),
    libraries: files.filter(({ file }) => LIBRARY.test(file)).flatMap(({ file }) => {
      const elf = readElf(path.join(directory, file));
      return elf ? [{ file, machine: elf.machine, glibc: elf.glibc }] : [];
    }),
  };
}

/** Links count as what they are: a zip file holds them as links. */
function filesOf(directory: string, below: string, exclude: string[]): ContentsFacts['largest'] {
  return fs.readdirSync(path.join(directory, below), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(below, entry.name);
    if (isExcluded(file, exclude)) {
      return [];
    }
    if (entry.isDirectory()) {
      return filesOf(directory, file, exclude);
    }
    return entry.isFile() ? [{ file, bytes: fs.statSync(path.join(directory, file)).size }] : [];
  });
}
