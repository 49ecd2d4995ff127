import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * Jest's global setup: each run has a temporary directory of its own, which goes with it. Every synthesis without an output
 * directory leaves one there, and a run of all tests makes thousands.
 */
export default function setUp(): void {
  const directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'mcp-lambda-run-'));
  process.env.TMPDIR = directory;
  process.once('exit', () => fs.rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
}
