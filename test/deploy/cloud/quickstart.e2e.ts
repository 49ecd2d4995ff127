import { QUICKSTART } from './example';
import { describeJourney } from './example-journey';

jest.setTimeout(300_000);

describeJourney({
  name: 'quickstart',
  source: { directory: QUICKSTART },
  stack: 'Quickstart',
  call: { name: 'add', arguments: { a: 2, b: 3 } },
  result: { structuredContent: { sum: 5 } },
  change: { file: 'server.ts', from: "version: '1.0.0'", to: "version: '2.0.0'" },
  version: { before: '1.0.0', after: '2.0.0' },
  logged: /Listening on http:\/\/127\.0\.0\.1:\d+\/mcp/,
});
