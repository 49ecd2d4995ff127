import { POST_DEPLOY_TESTS_DEFAULTS } from '../../private/post-deploy-tests';
import { key, table } from '../section';
import { choice, flag, integer, list } from '../values';

const READER = 'the command line';

export const POST_DEPLOY_TESTS = table('What is asked of the server after a deploy. The command line alone reads it.', {
  enabled: key(flag, READER, 'Whether the server is asked at all', 'true'),
  checks: key(list(choice(['connectivity'], {
    conformance: '"connectivity": whether the server keeps to all of the protocol is not checked by a deploy',
    apps: '"connectivity": how hosts show apps is not checked',
  }), { min: 1 }), READER,
  'What is asked: whether the server answers as a client needs it', '["connectivity"]'),
  on_failure: key(choice(['fail', 'warn'], { rollback: '"fail" or "warn": a deploy that is done is not undone' }), READER, 'What a server that does not answer is: `fail` ends the deploy with exit code 3, `warn` with a warning', '"fail"'),
  timeout_seconds: key(integer(1, 900, 'seconds'), READER, 'How long the server may take to answer, with all that is tried again', String(POST_DEPLOY_TESTS_DEFAULTS.timeout_seconds)),
  warmup_grace_ms: key(integer(0, 60_000, 'milliseconds'), READER, 'How long to wait before the first question', String(POST_DEPLOY_TESTS_DEFAULTS.warmup_grace_ms)),
});
