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

/**
 * pip, and not what lies in the directory in which it runs: that Python imports before its own modules, and servers have files such as
 * `json.py` and `tokenize.py`.
 */
export const PIP: Command = ['python3', '-I', '-m', 'pip'];

export const PIP_PROBE: Command = [...PIP, '--version'];

/** Installs what a lock file of uv names. */
export const UV: Tool = { name: 'uv', probes: [UV_PROBE], install: '"pip install uv"' };

/** Install packages of Python. */
export const UV_OR_PIP: Tool = { name: 'uv or pip', probes: [UV_PROBE, PIP_PROBE], install: '"pip install uv", or Python 3 with pip' };
