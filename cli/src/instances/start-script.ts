import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** The script that `McpServerCode.nodejs` and `.python` generate; users know the entry that it runs. */
const GENERATED = 'mcp-lambda-start.sh';

/** The last line of the script: `exec node 'server.js'`. */
const STARTS = /^exec .*?'(?:\.\/)?(.*)'$/;

/** The file that the handler starts, as the user has named it. */
export async function entryOf(script: string): Promise<string> {
  const name = basename(script);
  if (name !== GENERATED) return name;
  const lines = (await readFile(script, 'utf8')).trimEnd().split('\n');
  const [, quoted] = STARTS.exec(lines.at(-1)!) ?? [];
  // The shell's way to write a quote between single quotes.
  return quoted?.replaceAll('\'\\\'\'', '\'') ?? name;
}
