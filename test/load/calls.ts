import type { CallToolResult } from '@modelcontextprotocol/client';
import type { DeedKind } from './deed';

/** A call of one of the quickstart's tools, to which no other call of the run has the same answer. */
export interface Call {
  readonly kind: DeedKind;
  readonly tool: string;
  readonly args: Record<string, unknown>;
  /** Whether the text is the answer to this very call. */
  readonly isAnsweredBy: (text: string) => boolean;
}

/** Bytes of a large body: one that fills socket buffers, and is far from Lambda's 6 MB. */
export const BIG_BODY = 1_000_000;

/** How many of a hundred calls are of each kind. */
const MIX: readonly (readonly [kind: DeedKind, share: number])[] = [
  ['add', 50], ['word count', 10], ['big body', 2], ['wait', 34], ['leave', 4],
];

/** The next call of a client. `value` is a positive whole number that no other call of the run has. */
export function nextCall(value: number, random: () => number): Call {
  const kind = kindAt(random() * 100);
  if (kind === 'word count' || kind === 'big body') {
    const length = value + (kind === 'big body' ? BIG_BODY : 0);
    return { kind, tool: 'word_count', args: { text: 'a'.repeat(length) }, isAnsweredBy: (text) => text === `1 words, ${length} characters` };
  }
  if (kind === 'wait' || kind === 'leave') {
    // The answer repeats the time to its last digit.
    const seconds = (100 + Math.floor(random() * 400)) / 1e3 + value / 1e9;
    return { kind, tool: 'wait', args: { seconds }, isAnsweredBy: (text) => text.includes(` waited ${seconds} s;`) };
  }
  const a = Math.floor(random() * 1000);
  return { kind, tool: 'add', args: { a, b: value - a }, isAnsweredBy: (text) => text === String(value) };
}

/** The text of an answer. */
export function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : part.type)).join('\n');
}

/** The process that says in its answer that it has waited. */
export function pidIn(text: string): number | undefined {
  const [, pid] = /^Process (\d+) waited/.exec(text) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

function kindAt(place: number): DeedKind {
  let sum = 0;
  return MIX.find(([, share]) => (sum += share) > place)![0];
}
