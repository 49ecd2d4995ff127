import { residentMb } from './process-facts';

/** Follows a process's memory. */
export interface MemoryWatch {
  /** MB, one a second. */
  readonly samples: readonly number[];
  stop(): void;
}

/** Looks from now on until `stop`. */
export function watchMemory(pid: number): MemoryWatch {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(residentMb(pid)), 1_000);
  return { samples, stop: () => clearInterval(timer) };
}

/** The middle value; of an even number of values the upper one. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** One of the four quarters of a series, counted from 1. */
export function quarter<T>(values: readonly T[], number: number): T[] {
  return values.slice(Math.floor(values.length * (number - 1) / 4), Math.floor(values.length * number / 4));
}
