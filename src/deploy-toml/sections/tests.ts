import { key, table } from '../section';
import { choice, flag, integer, list } from '../values';

const READER = 'the command line';

export const POST_DEPLOY_TESTS = table('What is asked of the server after a deploy. The command line alone reads it.', {
  enabled: key(flag, READER, 'Whether the server is asked at all', 'true'),
  checks: key(list(choice(['connectivity', 'conformance'], { apps: '"connectivity" or "conformance": how hosts show apps is not checked' }), { min: 1 }), READER,
    'What is asked', '["connectivity"]'),
  on_failure: key(choice(['fail', 'warn'], { rollback: '"fail" or "warn": a deploy that is done is not undone' }), READER, 'What a server that does not answer is', '"fail"'),
  timeout_seconds: key(integer(1, 900, 'seconds'), READER, 'How long the server may take to answer', '60'),
  warmup_grace_ms: key(integer(0, 60_000, 'milliseconds'), READER, 'How long to wait before the first question', '0'),
});
