import { FunctionFacts } from '../template/model';

/** `e_machine` of an ELF header, as Node and Lambda name these processors. */
const MACHINES: Record<number, { readonly node: string; readonly lambda: string }> = {
  0x3e: { node: 'x64', lambda: 'x86_64' },
  0xb7: { node: 'arm64', lambda: 'arm64' },
};

/** Why this machine cannot run the program whose file begins with these bytes, or undefined if it can or is no ELF file. */
export function foreignProgram(head: Buffer, architecture: FunctionFacts['architecture']): string | undefined {
  if (head.length < 20 || head.subarray(0, 4).toString('latin1') !== '\x7fELF') return undefined;
  const machine = MACHINES[head.readUInt16LE(18)];
  const builtFor = machine?.lambda ?? 'another processor';
  if (machine && machine.lambda !== architecture) {
    return `is built for ${builtFor}, but the function's architecture is ${architecture}: it would not start in Lambda. Build it for ${architecture}, or change the architecture`;
  }
  if (process.platform !== 'linux' || machine?.node !== process.arch) {
    return `is built for Linux on ${builtFor}, as the function wants it; this machine is ${process.platform} on ${process.arch}. `
      + 'Start a build of this machine\'s kind instead: --command "cargo run"';
  }
  return undefined;
}
