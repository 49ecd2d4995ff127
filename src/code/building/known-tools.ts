import type { Command } from './command';
import type { Tool } from './tools';

// The command line names these tools too, before anything is built: so nothing of the CDK is imported here.

/** Compiles crates for Lambda. */
export const CARGO_LAMBDA: Tool = {
  name: 'cargo-lambda',
  probes: [['cargo', 'lambda', '--version']],
  install: '"pip install cargo-lambda", or "cargo install cargo-lambda" with Zig beside it',
};

export const UV_PROBE: Command = ['uv', '--version'];

export const PIP_PROBE: Command = ['python3', '-m', 'pip', '--version'];

/** Installs what a lock file of uv names. */
export const UV: Tool = { name: 'uv', probes: [UV_PROBE], install: '"pip install uv"' };

/** Install packages of Python. */
export const UV_OR_PIP: Tool = { name: 'uv or pip', probes: [UV_PROBE, PIP_PROBE], install: '"pip install uv", or Python 3 with pip' };
