import { elf } from '../support';

/** What the file asks of the machine that loads it. */
export interface ElfContent {
  readonly machine?: number;
  readonly interpreter?: string;

  /** Names of versions, such as `GLIBC_2.34`; those that begin with `?` are asked for only if they are there. */
  readonly versions?: string[];
}

const HEADER_BYTES = 64;
const SEGMENT_BYTES = 56;

/** Where the loaded file begins: addresses are no offsets. */
const BASE = 0x400000;

/** A small ELF file with the parts that a loader reads before it runs anything. */
export function elfFile({ machine = 0xb7, interpreter, versions = [] }: ElfContent): Buffer {
  const strings = stringTable(['libc.so.6', ...versions.map((name) => name.replace('?', ''))]);
  const segmentsAt = HEADER_BYTES;
  const stringsAt = segmentsAt + 3 * SEGMENT_BYTES;
  const neededAt = stringsAt + strings.bytes.length;
  const needed = neededVersions(strings.offsets, versions);
  const dynamicAt = neededAt + needed.length;
  const dynamic = dynamicSegment({ 5: BASE + stringsAt, 10: strings.bytes.length, 0x6ffffffe: BASE + neededAt, 0x6fffffff: 1 });
  const interpreterAt = dynamicAt + dynamic.length;
  const path = Buffer.from(interpreter === undefined ? '' : `${interpreter}\0`, 'latin1');

  const header = elf(machine);
  header[5] = 1; // little-endian
  header.writeBigUInt64LE(BigInt(segmentsAt), 32);
  header.writeUInt16LE(SEGMENT_BYTES, 54);
  header.writeUInt16LE(interpreter === undefined ? 2 : 3, 56);
  return Buffer.concat([
    header,
    segment(1, 0, interpreterAt + path.length),
    segment(2, dynamicAt, dynamic.length),
    segment(3, interpreterAt, path.length),
    strings.bytes, needed, dynamic, path,
  ]);
}

function stringTable(names: string[]): { bytes: Buffer; offsets: number[] } {
  const offsets: number[] = [];
  let text = '\0';
  for (const name of names) {
    offsets.push(text.length);
    text += `${name}\0`;
  }
  return { bytes: Buffer.from(text, 'latin1'), offsets };
}

function neededVersions([library, ...names]: number[], versions: string[]): Buffer {
  const needed = Buffer.alloc(16 * (1 + versions.length));
  needed.writeUInt16LE(1, 0);
  needed.writeUInt16LE(versions.length, 2);
  needed.writeUInt32LE(library, 4);
  needed.writeUInt32LE(16, 8);
  names.forEach((name, index) => {
    const at = 16 * (1 + index);
    needed.writeUInt16LE(versions[index].startsWith('?') ? 2 : 0, at + 4);
    needed.writeUInt32LE(name, at + 8);
    needed.writeUInt32LE(index === names.length - 1 ? 0 : 16, at + 12);
  });
  return needed;
}

function dynamicSegment(entries: Record<number, number>): Buffer {
  const dynamic = Buffer.alloc(16 * (Object.keys(entries).length + 1));
  Object.entries(entries).forEach(([tag, value], index) => {
    dynamic.writeBigUInt64LE(BigInt(tag), 16 * index);
    dynamic.writeBigUInt64LE(BigInt(value), 16 * index + 8);
  });
  return dynamic;
}

function segment(kind: number, offset: number, bytes: number): Buffer {
  const entry = Buffer.alloc(SEGMENT_BYTES);
  entry.writeUInt32LE(kind, 0);
  entry.writeBigUInt64LE(BigInt(offset), 8);
  entry.writeBigUInt64LE(BigInt(BASE + offset), 16);
  entry.writeBigUInt64LE(BigInt(bytes), 32);
  return entry;
}
