import { ReloadedEvent, ReloadFailedEvent, ReloadingEvent } from './events';
import { printable, printableLines } from './printable';
import { seconds } from './units';

const LISTED = 3;

/** What a reload is about: the first of the files. */
export function reloadingLine({ files }: ReloadingEvent): string {
  const more = files.length > LISTED ? ', …' : '';
  return `reloading: ${files.slice(0, LISTED).map(printable).join(', ')}${more} changed`;
}

/** What became of it. */
export function reloadedLine({ ms, changed }: ReloadedEvent): string {
  return changed ? `reloaded in ${seconds(ms)}: requests go to the new version` : 'reloaded: nothing of the server has changed';
}

/** Why it is still the old version that answers. */
export function reloadFailedLines({ reason }: ReloadFailedEvent): string {
  return `${printableLines(reason)}\nWhat was served before the change goes on; the next change is tried again.`;
}
