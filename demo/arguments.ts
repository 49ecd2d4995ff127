import { parseArgs } from 'node:util';
import { describeError, DemoFailure, EXIT } from './failure';

/** What the user asked for on the command line. */
export interface DemoOptions {
  /** The tool to call. */
  readonly tool: string;
  /** Its arguments. */
  readonly args: Record<string, unknown>;
  /** Print JSON lines. */
  readonly json: boolean;
  /** Serve until Ctrl-C, and call nothing. */
  readonly stay: boolean;
  /** Of `mcp-lambda dev`; 0 is any free one. */
  readonly port: number;
  readonly help: boolean;
}

/** What `--help` prints. */
export const USAGE = `Usage: npm run demo [-- OPTIONS]

Serves examples/quickstart with \`mcp-lambda dev\` and calls it with the official MCP client,
once in revision 2025-11-25 and once in revision 2026-07-28.

  --tool NAME   the tool to call (add)
  --args JSON   its arguments ({"a":2,"b":3} for add, else {})
  --json        print JSON lines
  --stay        serve until Ctrl-C and call nothing; the same as \`npm start\`
  --port N      the port to serve on (any free one; 3000 with --stay)
  --help        print this

Exit codes: 0 fine, 1 usage, 2 could not start, 3 the server's process died, 4 a call failed,
130 interrupted.`;

const ADD = 'add';
const ADD_ARGS = { a: 2, b: 3 };
const STAY_PORT = 3000;

/** Reads the command line, or throws a `DemoFailure` that says what is wrong with it. */
export function readArguments(argv: string[]): DemoOptions {
  const given = parse(argv);
  const { tool = ADD, json, stay, help } = given;
  if (stay && (given.tool ?? given.args) !== undefined) {
    throw new DemoFailure(EXIT.USAGE, 'npm start (--stay) calls nothing: leave out --tool and --args, or use npm run demo');
  }
  return {
    tool,
    args: given.args === undefined ? (tool === ADD ? ADD_ARGS : {}) : readObject(given.args),
    json,
    stay,
    port: given.port === undefined ? (stay ? STAY_PORT : 0) : readPort(given.port),
    help,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        tool: { type: 'string' },
        args: { type: 'string' },
        json: { type: 'boolean', default: false },
        stay: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new DemoFailure(EXIT.USAGE, `${describeError(error)}\n\n${USAGE}`);
  }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw new DemoFailure(EXIT.USAGE, `--args must be a JSON object, but is ${text === '' ? 'empty' : text}\nFor example: --args '${JSON.stringify(ADD_ARGS)}'`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new DemoFailure(EXIT.USAGE, `--port must be a number from 0 to 65535, but is ${text}`);
}
