import * as fs from 'node:fs';
import { isNewer } from '../private/versions';

/** Machines of 64-bit ELF headers that Lambda has, in Lambda's words. */
const MACHINES: Record<number, string> = { 0x3e: 'x86_64', 0xb7: 'arm64' };

const HEADER = { bytes: 64, classAt: 4, orderAt: 5, machineAt: 18, segmentsAt: 32, segmentBytesAt: 54, segmentCountAt: 56 };
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;

const SEGMENT_BYTES = 56;
const LOADED = 1;
const DYNAMIC = 2;
const INTERPRETER = 3;

/** Entries of the dynamic segment. @see https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html */
const STRING_TABLE = 5n;
const STRING_TABLE_BYTES = 10n;
const VERSIONS_NEEDED = 0x6ffffffen;
const VERSIONS_NEEDED_COUNT = 0x6fffffffn;

const WEAK = 2;
const VERSION_BYTES = 16;

/** What no real file has; a damaged one must not cost time or memory. */
const MOST = { segments: 512, path: 4096, dynamic: 64 * 1024, strings: 64 * 1024 * 1024, files: 512, versions: 256 };

/** glibc 2.36 is the first with this mark, which stands in place of a number. */
const MARKS: Record<string, string> = { GLIBC_ABI_DT_RELR: '2.36' };

/** What an ELF file tells of where it runs. */
export interface ElfFacts {
  /** The machine in Lambda's words, or its number where Lambda has no such machine. */
  readonly machine: string;

  /** The program that loads it, such as `/lib64/ld-linux-x86-64.so.2`; none for static executables and libraries. */
  readonly interpreter?: string;

  /** The newest version of glibc that it needs, `2.34`; none where it needs none. */
  readonly glibc?: string;
}

/** What its header says; nothing where the bytes are no ELF file's. */
export function elfMachine(head: Buffer): string | undefined {
  if (head.toString('latin1', 0, 4) !== '\x7fELF' || head.length < HEADER.bytes) {
    return undefined;
  }
  const machine = head.readUInt16LE(HEADER.machineAt);
  return (is64Bit(head) ? MACHINES[machine] : undefined) ?? `ELF machine ${machine}, ${is64Bit(head) ? 64 : 32} bits`;
}

/** What the loader would read; nothing where the file is no ELF file. What is damaged is left out. */
export function readElf(file: string): ElfFacts | undefined {
  const descriptor = fs.openSync(file, 'r');
  try {
    const read = reader(descriptor);
    const header = read(0, HEADER.bytes);
    const machine = header && elfMachine(header);
    if (!header || machine === undefined) {
      return undefined;
    }
    return { machine, ...(is64Bit(header) && header[HEADER.orderAt] === LITTLE_ENDIAN ? readSegments(header, read) : {}) };
  } finally {
    fs.closeSync(descriptor);
  }
}

type Read = (offset: number, bytes: number) => Buffer | undefined;

interface Segment {
  readonly kind: number;
  readonly offset: number;
  readonly address: number;
  readonly bytes: number;
}

function is64Bit(head: Buffer): boolean {
  return head[HEADER.classAt] === CLASS_64;
}

/** Reads exactly so many bytes, or nothing. */
function reader(descriptor: number): Read {
  const { size } = fs.fstatSync(descriptor);
  return (offset, bytes) => {
    if (!Number.isSafeInteger(offset) || offset < 0 || bytes < 0 || offset + bytes > size) {
      return undefined;
    }
    const buffer = Buffer.alloc(bytes);
    return fs.readSync(descriptor, buffer, 0, bytes, offset) === bytes ? buffer : undefined;
  };
}

function readSegments(header: Buffer, read: Read): Omit<ElfFacts, 'machine'> {
  const segments = segmentsOf(header, read);
  const interpreter = segments.find(({ kind }) => kind === INTERPRETER);
  const dynamic = segments.find(({ kind }) => kind === DYNAMIC);
  return {
    interpreter: interpreter && text(read(interpreter.offset, Math.min(interpreter.bytes, MOST.path))),
    glibc: dynamic && glibcOf(dynamic, segments, read),
  };
}

function segmentsOf(header: Buffer, read: Read): Segment[] {
  const start = Number(header.readBigUInt64LE(HEADER.segmentsAt));
  const step = header.readUInt16LE(HEADER.segmentBytesAt);
  const count = Math.min(header.readUInt16LE(HEADER.segmentCountAt), MOST.segments);
  return Array.from({ length: step < SEGMENT_BYTES ? 0 : count }, (_, index) => read(start + index * step, SEGMENT_BYTES))
    .filter((entry) => entry !== undefined)
    .map((entry) => ({
      kind: entry.readUInt32LE(0),
      offset: Number(entry.readBigUInt64LE(8)),
      address: Number(entry.readBigUInt64LE(16)),
      bytes: Number(entry.readBigUInt64LE(32)),
    }));
}

/** Addresses of the loaded program are found again in the segments of the file. */
function glibcOf(dynamic: Segment, segments: Segment[], read: Read): string | undefined {
  const entries = dynamicEntries(read(dynamic.offset, Math.min(dynamic.bytes, MOST.dynamic)));
  const offsetOf = (address: number | undefined) => {
    const segment = address === undefined ? undefined
      : segments.find(({ kind, address: start, bytes }) => kind === LOADED && address >= start && address < start + bytes);
    return segment && address! - segment.address + segment.offset;
  };
  const needed = offsetOf(entries.get(VERSIONS_NEEDED));
  const strings = offsetOf(entries.get(STRING_TABLE));
  const names = strings === undefined ? undefined : read(strings, Math.min(entries.get(STRING_TABLE_BYTES) ?? 0, MOST.strings));
  if (needed === undefined || names === undefined) {
    return undefined;
  }
  return versionNames(needed, entries.get(VERSIONS_NEEDED_COUNT) ?? 0, names, read)
    .map((name) => MARKS[name] ?? /^GLIBC_(\d+(?:\.\d+)+)$/.exec(name)?.[1])
    .reduce<string | undefined>((newest, version) => version && (!newest || isNewer(version, newest)) ? version : newest, undefined);
}

function dynamicEntries(content: Buffer | undefined): Map<bigint, number> {
  const entries = new Map<bigint, number>();
  for (let at = 0; content && at + 16 <= content.length; at += 16) {
    entries.set(content.readBigUInt64LE(at), Number(content.readBigUInt64LE(at + 8)));
  }
  return entries;
}

/** Every version of every library that must be there: a list of libraries, each with a list of versions. */
function versionNames(start: number, count: number, names: Buffer, read: Read): string[] {
  const found: string[] = [];
  let library = read(start, VERSION_BYTES);
  for (let at = start, left = Math.min(count, MOST.files); library && left > 0; left--) {
    let versionAt = at + library.readUInt32LE(8);
    let version = read(versionAt, VERSION_BYTES);
    for (let more = Math.min(library.readUInt16LE(2), MOST.versions); version && more > 0; more--) {
      const weak = (version.readUInt16LE(4) & WEAK) !== 0; // eslint-disable-line no-bitwise
      const name = text(names.subarray(version.readUInt32LE(8)));
      found.push(...(weak || name === undefined ? [] : [name]));
      versionAt += version.readUInt32LE(12);
      version = read(versionAt, VERSION_BYTES);
    }
    at += library.readUInt32LE(12);
    library = read(at, VERSION_BYTES);
  }
  return found;
}

/** Up to the zero byte, and only what can stand in a message. */
function text(bytes: Buffer | undefined): string | undefined {
  const end = bytes?.subarray(0, MOST.path).indexOf(0) ?? -1;
  const found = end < 0 ? undefined : bytes!.toString('latin1', 0, end);
  return found !== undefined && /^[\x20-\x7e]*$/.test(found) ? found : undefined;
}
