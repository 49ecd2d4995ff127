import { createColors } from 'picocolors';
import type { NoticeEvent } from './events';
import { printable } from './printable';

/** A notice as a line; what a construct says names its own id at its end. */
export function noticeLine({ id, message }: NoticeEvent, { yellow, dim }: Pick<ReturnType<typeof createColors>, 'yellow' | 'dim'>): string {
  return [yellow('warning:'), printable(message), ...id === 'construct' ? [] : [dim(`[${id}]`)]].join(' ');
}
