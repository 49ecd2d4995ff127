import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { FunctionFacts } from '../template/model';

/** `e_machine` of an ELF header, as Node and Lambda name these processors. */
const MACHINES: Record<number, { readonly node: string; readonly lambda: string }> = {
  0x3e: { node: 'x64', lambda: 'x86_64' },
  0xb7: { node: 'arm64', lambda: 'arm64' },
};

/** What is wrong with the first bytes of the file that Lambda starts, or undefined. */
export async function programProblem(file: string, architecture: FunctionFacts['architecture'], onlyOs: boolean): Promise<string | undefined> {
  const head = await firstBytes(file);
  if (head.subarray(0, 2).toString('latin1') === '#!') return scriptProblem(head.toString('latin1').split('\n')[0]);
  const foreign = foreignProgram(head, architecture);
  if (foreign) return foreign;
  return !isElf(head) && onlyOs
    ? 'is neither a Linux program nor a script whose first line names its interpreter (#!/bin/sh), so Lambda cannot start it'
    : undefined;
}

function scriptProblem(firstLine: string): string | undefined {
  if (firstLine.endsWith('\r')) {
    return 'has Windows line ends (CRLF), so its interpreter is not found, in Lambda neither. Save it with LF line ends (git: "*.sh text eol=lf" in .gitattributes)';
  }
  const [interpreter] = firstLine.slice(2).trim().split(/\s/);
  return interpreter.startsWith('/') && !existsSync(interpreter)
    ? `names the interpreter ${interpreter} in its first line, which does not exist on this machine`
    : undefined;
}

/** Why this machine cannot run the program whose file begins with these bytes, or undefined if it can or is no ELF file. */
function foreignProgram(head: Buffer, architecture: FunctionFacts['architecture']): string | undefined {
  if (head.length < 20 || !isElf(head)) return undefined;
  const machine = MACHINES[head.readUInt16LE(18)];
  const builtFor = machine?.lambda ?? 'another processor';
  if (machine && machine.lambda !== architecture) {
    return `is built for ${builtFor}, but the function's architecture is ${architecture}: it would not start in Lambda. `
      + `Build it for ${architecture}, or set \`architecture\` to ${builtFor}`;
  }
  if (process.platform !== 'linux' || machine?.node !== process.arch) {
    const here = Object.values(MACHINES).find(({ node }) => node === process.arch);
    return `is built for Linux on ${builtFor}, as the function wants it; this machine is ${process.platform} on ${process.arch}. `
      + 'Start a build of this machine\'s kind instead: --command "cargo run"'
      + (process.platform === 'linux' && here ? `; or build for ${here.lambda} and set \`architecture\` to it` : '');
  }
  return undefined;
}

function isElf(head: Buffer): boolean {
  return head.subarray(0, 4).toString('latin1') === '\x7fELF';
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
