import { execFileSync } from 'node:child_process';
import { describeJourney } from './example-journey';
import { builtExample } from '../tools/examples';

jest.setTimeout(300_000);

describeJourney({
  name: 'python',
  source: builtExample('python'),
  stack: 'Python',
  call: { name: 'add', arguments: { a: 2, b: 3 } },
  result: { structuredContent: { sum: 5 } },
  change: { file: 'server.py', from: 'version="1.0.0"', to: 'version="2.0.0"' },
  rebuild: (app) => execFileSync('npm', ['run', '--silent', 'build:server'], { cwd: app, stdio: 'pipe' }),
  version: { before: '1.0.0', after: '2.0.0' },
  logged: /Uvicorn running on http:\/\/127\.0\.0\.1:\d+/,
});
