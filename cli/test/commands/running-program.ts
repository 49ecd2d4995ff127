import { ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ServedServer } from '../../src/template/model';
import { DevEvent, InstanceStartedEvent, ReadyEvent } from '../../src/terminal/events';

const TSX = require.resolve('tsx/cjs');
const PROGRAM = join(__dirname, 'serve-program.ts');

/** How a program ended and what it said. */
export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly events: readonly DevEvent[];
  readonly errors: string;
}

const running = new Set<Program>();

/** A process whose standard output is events. */
export class Program {
  readonly events: DevEvent[] = [];
  readonly result: Promise<Result>;
  private readonly waiting = new Set<() => void>();

  constructor(readonly child: ChildProcess) {
    running.add(this);
    let errors = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => { errors += text; });
    createInterface(child.stdout!).on('line', (line) => {
      this.events.push(JSON.parse(line) as DevEvent);
      this.waiting.forEach((check) => check());
    });
    this.result = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        running.delete(this);
        resolve({ code, signal, events: this.events, errors });
      });
    });
  }

  /** The first event of that name, at once or as soon as it comes; `from` leaves out so many events before. */
  async event<Name extends DevEvent['event']>(name: Name, from = 0): Promise<Extract<DevEvent, { event: Name }>> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.events.slice(from).find((event) => event.event === name);
        if (!found) return;
        this.waiting.delete(check);
        resolve(found as Extract<DevEvent, { event: Name }>);
      };
      this.waiting.add(check);
      check();
      void this.result.then(({ errors }) => reject(new Error(`ended without the event ${name}: ${errors}`)));
    });
  }

  async ready(): Promise<ReadyEvent> {
    return this.event('ready');
  }

  /** The processes of all instances so far. */
  get instances(): InstanceStartedEvent[] {
    return this.events.filter((event) => event.event === 'instance-started');
  }
}

/** Ends what a failed test has left. */
export async function endPrograms(): Promise<void> {
  await Promise.all([...running].map(async ({ child, result }) => {
    child.kill('SIGTERM');
    await result;
  }));
}

/** How the program serves. */
export interface ProgramOptions {
  readonly port?: number;
  readonly command?: string;
}

/** Arguments for Node that run the program. */
export function programArguments(server: ServedServer, options: ProgramOptions = {}): string[] {
  return ['-r', TSX, PROGRAM, JSON.stringify(server), JSON.stringify(options)];
}

/** Starts the program as a child of this process. */
export function startProgram(server: ServedServer, options: ProgramOptions = {}, env = process.env): Program {
  return new Program(spawn(process.execPath, programArguments(server, options), { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Whether the process runs; one that has ended and was not waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat[stat.lastIndexOf(')') + 2] !== 'Z';
  } catch {
    return false;
  }
}

/** Resolves when none of the processes exists any more; fails the test otherwise. */
export async function allGone(pids: readonly number[]): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (pids.some(isAlive)) {
    if (performance.now() > deadline) throw new Error(`still alive: ${pids.filter(isAlive).join(', ')}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Whether somebody accepts connections on the port. */
export async function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
