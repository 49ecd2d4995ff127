import type { AdapterFacts, Notice } from '../model';

/**
 * The adapter's settings that are served, and those that concern what no request reaches: events,
 * snapshots, its own log and connections.
 */
const UNDERSTOOD = [
  'AWS_LWA_PORT', 'AWS_LWA_READINESS_CHECK_PATH', 'AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS', 'AWS_LWA_REMOVE_BASE_PATH', 'AWS_LWA_INVOKE_MODE',
  'AWS_LWA_LAMBDA_RUNTIME_API_PROXY', 'AWS_LWA_PASS_THROUGH_PATH', 'AWS_LWA_POOL_IDLE_TIMEOUT_SECONDS',
  'AWS_LWA_SNAPSTART_AFTER_RESTORE_PATH', 'AWS_LWA_SNAPSTART_BEFORE_CHECKPOINT_PATH',
];

/** What of the adapter's settings is not as in AWS. `waits`: whether the API waits for whole answers, at least at one place. */
export function adapterNotices(environment: Readonly<Record<string, string>>, { invokeMode }: AdapterFacts, waits: boolean): Notice[] {
  const notices = Object.entries(environment)
    .filter(([name]) => name.startsWith('AWS_LWA_') && !UNDERSTOOD.includes(name))
    .map(([name, value]) => ({ id: 'adapter-setting', message: `${name}=${value} is not applied locally.` }));
  return invokeMode === 'buffered' || !waits ? notices : [...notices, {
    id: 'invoke-mode',
    message: 'AWS_LWA_INVOKE_MODE is response_stream, and this API does not stream, or not at all its methods: there its clients get broken responses in AWS, '
      + 'a line of JSON with status and headers before the body, or 502. Locally they get whole ones.',
  }];
}
