import * as fs from 'node:fs';
import * as path from 'node:path';
import { CodeFacts, EntryFacts, ExecutableFacts } from './strategy';
import { UNKNOWN } from '../private/tokens';

/** Machines of ELF headers that Lambda has, in Lambda's words. */
const ELF_MACHINES: Record<number, string> = { 0x3e: 'x86_64', 0xb7: 'arm64' };
const ELF_MAGIC = '\x7fELF';
const ELF_MACHINE_OFFSET = 18;
const OWNER_EXECUTES = 0o100;
const FIRST_BYTES = 512;

/** What may lie in a project's own directory and would change the asset with each synthesis or commit. */
export const NOT_UPLOADED = ['cdk.out', '.git'];

/**
 * The directory as it would be uploaded. The target may lie inside of it, as `cdk.out` does in a
 * project that is its own asset; what holds the target is left out.
 */
export function copyDirectory(directory: string, target: string): void {
  for (const name of fs.readdirSync(directory).filter((one) => !NOT_UPLOADED.includes(one))) {
    const source = path.resolve(directory, name);
    if (!path.resolve(target).startsWith(source + path.sep)) {
      fs.cpSync(source, path.join(target, name), { recursive: true, verbatimSymlinks: true });
    }
  }
}

export function describeDirectory(directory: string): CodeFacts['directoryState'] {
  const stat = statOf(directory);
  if (!stat) {
    return 'missing';
  }
  return stat.isDirectory() ? 'present' : 'not a directory';
}

/** Whether `entry` is a file of the directory; it may not lead out of it. */
export function describeEntry(directory: string, entry: string): EntryFacts {
  const file = path.resolve(directory, entry);
  const inside = path.relative(path.resolve(directory), file);
  if (path.isAbsolute(entry) || inside.split(path.sep)[0] === '..') {
    return { path: entry, state: 'outside' };
  }
  const stat = statOf(file);
  if (!stat) {
    return { path: entry, state: 'missing' };
  }
  return { path: entry, state: stat.isFile() ? 'present' : 'not a file' };
}

/** What the first bytes and the mode of the file tell. */
export function describeExecutable(file: string): ExecutableFacts {
  const stat = statOf(file);
  if (!stat?.isFile()) {
    return { format: 'missing', executable: UNKNOWN };
  }
  const executable = process.platform === 'win32' ? UNKNOWN : Math.floor(stat.mode / OWNER_EXECUTES) % 2 === 1;
  const head = readHead(file);
  if (head.toString('latin1', 0, 4) === ELF_MAGIC && head.length > ELF_MACHINE_OFFSET + 1) {
    const machine = head.readUInt16LE(ELF_MACHINE_OFFSET);
    return { format: 'elf', executable, machine: ELF_MACHINES[machine] ?? `ELF machine ${machine}` };
  }
  if (head.toString('latin1', 0, 2) === '#!') {
    const firstLine = head.toString('latin1').split('\n', 1)[0];
    return { format: 'script', executable, carriageReturns: firstLine.endsWith('\r') };
  }
  return { format: 'other', executable };
}

/** `throwIfNoEntry: false` would still throw where a file stands in place of a directory. */
function statOf(file: string): fs.Stats | undefined {
  return fs.existsSync(file) ? fs.statSync(file) : undefined;
}

function readHead(file: string): Buffer {
  const descriptor = fs.openSync(file, 'r');
  try {
    const head = Buffer.alloc(FIRST_BYTES);
    return head.subarray(0, fs.readSync(descriptor, head, 0, FIRST_BYTES, 0));
  } finally {
    fs.closeSync(descriptor);
  }
}
