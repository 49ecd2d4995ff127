/** A line at the end of a terminal's text that is written over. */
export class StatusLine {
  private shown = false;

  constructor(private readonly terminal: NodeJS.WriteStream) {}

  /** Takes the line away, so that text can follow. */
  clear(): void {
    if (this.shown) this.terminal.write('\r\x1b[2K');
    this.shown = false;
  }

  /** Shows the text as far as there is room; nothing without a text. */
  show(text: string | undefined): void {
    this.clear();
    if (text === undefined) return;
    this.terminal.write(text.slice(0, Math.max(1, this.terminal.columns - 1)));
    this.shown = true;
  }
}
