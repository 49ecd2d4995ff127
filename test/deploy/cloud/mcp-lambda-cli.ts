import { type ChildProcess, spawn } from 'node:child_process';
import { once as eventOnce } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { accountEnvironment } from './account';
import type { Cloud, Installed } from './cloud';
import type { DeployEvent } from '../../../cli/src/terminal/deploy-events';
import { type CompanyProxy, startCompanyProxy } from '../tools/company-proxy';
import { LOCAL_ARCHITECTURE } from '../tools/examples';
import { REGION } from '../tools/ministack';

const ROOT = join(__dirname, '..', '..', '..');

/** As it is published, but for the packing. */
const MCP_LAMBDA = join(ROOT, 'cli', 'bin', 'mcp-lambda');
const FIT = join(__dirname, 'fit-app.ts');

/** Makes Node understand TypeScript, wherever it is started. */
const TSX = require.resolve('tsx');

/** Runs a command in a terminal, and ends with its exit code. */
const TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** What a command has printed, and how it has ended. */
export interface CliEnd {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** With `--json`. */
  readonly events: readonly DeployEvent[];
}

/** What somebody types in a terminal as soon as this is printed; a function is waited for. */
export interface Typed {
  readonly at: RegExp;
  readonly text: string | (() => Promise<string>);
}

/** Ctrl-C, as a terminal sends it. */
export const CTRL_C = '\x03';

const QUESTION = /\[y\/N\]|to go on:/;

/** One run of the command line. */
export interface CliRun {
  readonly env?: NodeJS.ProcessEnv;
  readonly onOutput?: (text: string, child: ChildProcess) => void;
}

/** The real command line as a user of the account runs it, in an app's directory. */
export class McpLambdaCli {
  /** APIs are reached through a proxy that looks into TLS, since their hosts are not on this machine. */
  static async start(app: string, cloud: Cloud, { python }: Installed, program = MCP_LAMBDA): Promise<McpLambdaCli> {
    const directory = join(cloud.directory, 'proxy');
    mkdirSync(directory);
    return new McpLambdaCli(app, cloud, await startCompanyProxy({ python, directory, port: cloud.ministack.port, hosts: [`*.execute-api.${REGION}.amazonaws.com`] }), program);
  }

  private constructor(
    private readonly app: string,
    private readonly cloud: Cloud,
    readonly proxy: CompanyProxy,
    private readonly program: string,
    private readonly starter: readonly string[] = [],
    private readonly extra: NodeJS.ProcessEnv = {},
  ) {}

  /** The same in another directory. */
  in(directory: string): McpLambdaCli {
    return new McpLambdaCli(directory, this.cloud, this.proxy, this.program, this.starter, this.extra);
  }

  /** The same, started by a program that is given the command as its last arguments. */
  startedBy(...starter: string[]): McpLambdaCli {
    return new McpLambdaCli(this.app, this.cloud, this.proxy, this.program, starter, this.extra);
  }

  /** The same with other environment variables. */
  with(env: NodeJS.ProcessEnv): McpLambdaCli {
    return new McpLambdaCli(this.app, this.cloud, this.proxy, this.program, this.starter, env);
  }

  async run(args: readonly string[], { env, onOutput }: CliRun = {}): Promise<CliEnd> {
    const child = this.spawn(args, env);
    let [out, err] = ['', ''];
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      onOutput?.(text, child);
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => { err += text; });
    const [code] = await eventOnce(child, 'close') as [number | null];
    return { code, out, err, events: args.includes('--json') ? out.trimEnd().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as DeployEvent) : [] };
  }

  /** Without waiting for its end. */
  spawn(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const [command, ...rest] = [...this.starter, process.execPath, this.program, ...args];
    return spawn(command, rest, { cwd: this.app, env: this.environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  }

  environment(env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    return {
      PATH,
      HOME,
      ...LOCAL_ARCHITECTURE,
      ...accountEnvironment(this.cloud.endpoint),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      HTTPS_PROXY: this.proxy.url,
      NO_PROXY: '127.0.0.1',
      NODE_EXTRA_CA_CERTS: this.proxy.ca,
      ...this.extra,
      ...env,
    };
  }

  /** In a terminal of its own, in which somebody answers the question with this, or types one thing after another. */
  async runInTerminal(args: readonly string[], typed: string | readonly Typed[], { python }: Installed): Promise<Pick<CliEnd, 'code' | 'out'>> {
    const child = spawn(python, ['-c', TERMINAL, process.execPath, this.program, ...args], { cwd: this.app, env: this.environment(), stdio: ['pipe', 'pipe', 'inherit'] });
    const left = typeof typed === 'string' ? [{ at: QUESTION, text: `${typed}\n` }] : [...typed];
    let out = '';
    let seen = 0;
    child.stdout.setEncoding('utf8').on('data', (printed: string) => {
      out += printed;
      if (left.length === 0 || !left[0].at.test(out.slice(seen))) return;
      seen = out.length;
      const [{ text }] = left.splice(0, 1);
      void Promise.resolve(typeof text === 'string' ? text : text()).then((answer) => child.stdin.write(answer));
    });
    const [code] = await eventOnce(child, 'close') as [number | null];
    return { code, out };
  }
}

/** What an app's command is followed by, so that ministack can run what it synthesises. */
export function fitting(command: string, { environment: { program, adapter } }: Cloud): string {
  return `${command} && ${process.execPath} --import ${TSX} ${FIT} ${program} ${adapter}`;
}

/** Does something when the text is printed for the first time, and never again. */
export function once(text: string, act: (child: ChildProcess) => void): NonNullable<CliRun['onOutput']> {
  let done = false;
  return (printed, child) => {
    if (done || !printed.includes(text)) return;
    done = true;
    act(child);
  };
}
