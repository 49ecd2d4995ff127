import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { describeJourney } from './example-journey';
import { cachedPath } from '../tools/cache';
import { builtExample } from '../tools/examples';

// The changed server is compiled, which takes a minute or two where others compile as well.
jest.setTimeout(600_000);

/** Where the first build has left what the second one needs again. */
const CARGO_TARGET_DIR = dirname(cachedPath({ key: 'example-target', file: '.here' }));

describeJourney({
  name: 'rust-pmcp',
  source: builtExample('rust-pmcp'),
  stack: 'RustPmcp',
  call: { name: 'add', arguments: { a: 2, b: 3 } },
  result: { structuredContent: { sum: 5 } },
  change: { file: 'src/main.rs', from: 'env!("CARGO_PKG_VERSION")', to: '"2.0.0"' },
  rebuild: (app) => execFileSync('npm', ['run', '--silent', 'build:local'], { cwd: app, stdio: 'pipe', env: { ...process.env, CARGO_TARGET_DIR } }),
  version: { before: '1.0.0', after: '2.0.0' },
  logged: /Listening on http:\/\/127\.0\.0\.1:\d+\//,
});
