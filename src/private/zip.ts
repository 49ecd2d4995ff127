import * as fs from 'node:fs';
import * as zlib from 'node:zlib';

/** A file in a ZIP archive. */
export interface ZipEntry {
  readonly name: string;

  /** The mode as Unix has it; 0 in archives that were made elsewhere. */
  readonly mode: number;

  /** The first bytes of its content. */
  readonly head: Buffer;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const MAX_COMMENT = 0xffff;
const DEFLATED = 8;

/** So much of a compressed file is inflated for its head: at most a thousand times as much comes out of it. */
const COMPRESSED_BYTES = 4096;

/**
 * The named files of an archive, as far as they are in it; nothing where the file is no archive. Of what a
 * layer may be made from that is all: no encryption, and no ZIP64, which begins at 4 GB.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(file: string, names: string[]): ZipEntry[] | undefined {
  const descriptor = fs.openSync(file, 'r');
  try {
    const directory = readDirectory(descriptor);
    return directory && entriesOf(descriptor, directory, names);
  } catch (error) {
    // What is no archive may have any number where an offset would stand.
    if ((error as Error).name === 'RangeError') {
      return undefined;
    }
    throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

function readDirectory(descriptor: number): Buffer | undefined {
  const { size } = fs.fstatSync(descriptor);
  const tail = read(descriptor, Math.max(0, size - END_BYTES - MAX_COMMENT), END_BYTES + MAX_COMMENT);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(END_OF_DIRECTORY);
  const end = tail.lastIndexOf(mark);
  if (end < 0) {
    return undefined;
  }
  const [length, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  return offset + length <= size ? read(descriptor, offset, length) : undefined;
}

function entriesOf(descriptor: number, directory: Buffer, names: string[]): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    if (names.includes(name)) {
      entries.push({
        name,
        mode: directory.readUInt16LE(at + 40),
        head: readHead(descriptor, directory.readUInt16LE(at + 10), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)),
      });
    }
    at += ENTRY_BYTES + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readHead(descriptor: number, method: number, compressedBytes: number, localHeader: number): Buffer {
  const header = read(descriptor, localHeader, LOCAL_HEADER_BYTES);
  const start = localHeader + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const head = read(descriptor, start, Math.min(compressedBytes, COMPRESSED_BYTES));
  return method === DEFLATED ? inflate(head) : head;
}

/** What is there of the content; data that is broken has none. */
function inflate(data: Buffer): Buffer {
  try {
    return zlib.inflateRawSync(data, { finishFlush: zlib.constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

function read(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, fs.readSync(descriptor, buffer, 0, length, position));
}
