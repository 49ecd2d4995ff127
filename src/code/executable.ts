import * as fs from 'node:fs';
import { ExecutableFacts } from './bound-code';
import { elfMachine, readElf } from './elf';
import { Fact, isKnown, UNKNOWN } from '../private/tokens';

/** Of single and universal binaries, in either byte order. */
const MACH_O_MAGIC = ['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'bebafeca'];
const FIRST_BYTES = 512;

/** What the first bytes and the mode of the file tell. */
export function describeExecutable(file: string): ExecutableFacts {
  if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
    return { format: 'missing', executable: UNKNOWN };
  }
  // A whole file also tells what it needs.
  return { ...describeContent(readHead(file), process.platform === 'win32' ? UNKNOWN : fs.statSync(file).mode), ...readElf(file) };
}

/** The same of a file that is not on this machine's disk: in an archive, or in another file system. */
export function describeContent(head: Buffer, mode: Fact<number>): ExecutableFacts {
  return { executable: isKnown(mode) ? everybodyMayExecute(mode) : UNKNOWN, ...describeHead(head) };
}

function describeHead(head: Buffer): Omit<ExecutableFacts, 'executable'> {
  const machine = elfMachine(head);
  if (machine !== undefined) {
    return { format: 'elf', machine };
  }
  const magic = head.toString('latin1', 0, 4);
  if (magic.startsWith('#!')) {
    const firstLine = head.toString('latin1').split('\n', 1)[0];
    return { format: 'script', carriageReturns: firstLine.endsWith('\r') };
  }
  if (MACH_O_MAGIC.includes(head.toString('hex', 0, 4))) {
    return { format: 'mach-o' };
  }
  return { format: magic.startsWith('MZ') ? 'windows' : 'other' };
}

/** Reading and executing, for the owner and for all others: what AWS asks of a package's files. */
function everybodyMayExecute(mode: number): boolean {
  const digits = mode.toString(8).slice(-3);
  return [digits[0], digits[2]].every((digit) => ['5', '7'].includes(digit));
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
