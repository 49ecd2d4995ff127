/**
 * Declares the state of this checkout stable: `npm run declare:stable`, with a release. From then on a
 * change that breaks its API, or that would replace what its apps have deployed, fails the tests.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { declareStable } from '../test/compatibility/state';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-stable-'));
try {
  declareStable(directory);
} finally {
  fs.rmSync(directory, { recursive: true, force: true });
}
