import * as fc from 'fast-check';
import { describeExecutable } from '../../src/code/executable';
import { directoryOf, elf } from '../support';

test('an ELF file is told by its header, in Lambda\'s words', () => {
  const directory = directoryOf({ x86: elf(0x3e), arm: elf(0xb7), other: elf(0x28) });
  expect(describeExecutable(`${directory}/x86`)).toMatchObject({ format: 'elf', machine: 'x86_64', executable: true });
  expect(describeExecutable(`${directory}/arm`)).toMatchObject({ format: 'elf', machine: 'arm64' });
  expect(describeExecutable(`${directory}/other`)).toMatchObject({ format: 'elf', machine: 'ELF machine 40, 64 bits' });
});

test('only the first line of a script counts for its line ends', () => {
  const directory = directoryOf({ dos: '#!/bin/sh\r\nx\r\n', unix: '#!/bin/sh\nx\r\n' });
  expect(describeExecutable(`${directory}/dos`)).toMatchObject({ format: 'script', carriageReturns: true });
  expect(describeExecutable(`${directory}/unix`)).toMatchObject({ format: 'script', carriageReturns: false });
});

test('no content of a file makes it throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (bytes, magic) => {
    const content = magic ? Buffer.concat([Buffer.from('\x7fELF', 'latin1'), bytes]) : Buffer.from(bytes);
    const directory = directoryOf({ bootstrap: content });
    expect(['elf', 'script', 'mach-o', 'windows', 'other']).toContain(describeExecutable(`${directory}/bootstrap`).format);
  }), { numRuns: 50 });
});
