import { Row, verdict } from './row';

/** Shows what was measured. */
export interface Report {
  /** A measurement begins. */
  begin(title: string): void;
  /** It has ended with these numbers. */
  add(rows: readonly Row[]): void;
  /** All are there. */
  end(): void;
}

/** A stream with the line that says what is going on, in a terminal only: it is written over and at last cleared. */
type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

const CLEAR_LINE = '\r\x1b[K';

/** One JSON object a line, as soon as it is known, and the verdict. */
export function jsonReport(out: NodeJS.WritableStream, err: ProgressStream): Report {
  const rows: Row[] = [];
  return {
    begin: (title) => progress(err, title),
    add: (more) => {
      rows.push(...more);
      more.forEach((one) => out.write(`${JSON.stringify(one)}\n`));
    },
    end: () => {
      progress(err, '');
      out.write(`${verdict(rows)}\n`);
    },
  };
}

/** A table for people, and the verdict. */
export function textReport(out: NodeJS.WritableStream, err: ProgressStream): Report {
  const rows: Row[] = [];
  return {
    begin: (title) => progress(err, title),
    add: (more) => { rows.push(...more); },
    end: () => {
      progress(err, '');
      out.write(`${table(rows)}\n\n${verdict(rows)}\n`);
    },
  };
}

function progress(err: ProgressStream, title: string): void {
  if (err.isTTY) err.write(title === '' ? CLEAR_LINE : `${CLEAR_LINE}${title} …`);
}

const HEADER = ['', 'value', 'goal', 'met', ''];

function table(rows: readonly Row[]): string {
  const lines = [HEADER, ...rows.map(({ name, value, unit, goal, met, note = '' }) =>
    [name, value === null ? '–' : `${value} ${unit}`, goal ?? '–', met === null ? '–' : met ? 'yes' : 'NO', note])];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}
