import * as fs from 'node:fs';
import { ExecutableFacts } from './bound-code';
import { Fact, isKnown, UNKNOWN } from '../private/tokens';

/** Machines of 64-bit ELF headers that Lambda has, in Lambda's words. */
const ELF_MACHINES: Record<number, string> = { 0x3e: 'x86_64', 0xb7: 'arm64' };
const ELF_HEADER_BYTES = 64;
const ELF_CLASS_OFFSET = 4;
const ELF_CLASS_64 = 2;
const ELF_MACHINE_OFFSET = 18;

/** Of single and universal binaries, in either byte order. */
const MACH_O_MAGIC = ['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'bebafeca'];
const FIRST_BYTES = 512;

/** What the first bytes and the mode of the file tell. */
export function describeExecutable(file: string): ExecutableFacts {
  if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
    return { format: 'missing', executable: UNKNOWN };
  }
  return describeContent(readHead(file), process.platform === 'win32' ? UNKNOWN : fs.statSync(file).mode);
}

/** The same of a file that is not on this machine's disk: in an archive, or in another file system. */
export function describeContent(head: Buffer, mode: Fact<number>): ExecutableFacts {
  return { executable: isKnown(mode) ? everybodyMayExecute(mode) : UNKNOWN, ...describeHead(head) };
}

function describeHead(head: Buffer): Omit<ExecutableFacts, 'executable'> {
  const magic = head.toString('latin1', 0, 4);
  if (magic === '\x7fELF' && head.length >= ELF_HEADER_BYTES) {
    return { format: 'elf', machine: machineOf(head) };
  }
  if (magic.startsWith('#!')) {
    const firstLine = head.toString('latin1').split('\n', 1)[0];
    return { format: 'script', carriageReturns: firstLine.endsWith('\r') };
  }
  if (MACH_O_MAGIC.includes(head.toString('hex', 0, 4))) {
    return { format: 'mach-o' };
  }
  return { format: magic.startsWith('MZ') ? 'windows' : 'other' };
}

function machineOf(head: Buffer): string {
  const machine = head.readUInt16LE(ELF_MACHINE_OFFSET);
  const is64Bit = head[ELF_CLASS_OFFSET] === ELF_CLASS_64;
  return (is64Bit ? ELF_MACHINES[machine] : undefined) ?? `ELF machine ${machine}, ${is64Bit ? 64 : 32} bits`;
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
