import { POST_DEPLOY_TESTS_DEFAULTS as DEFAULTS, POST_DEPLOY_TESTS_METADATA } from 'cdk-mcp-lambda/lib/private/post-deploy-tests';
import type { ConstructMetadata } from './annotations';
import { numberOf, own } from '../values/json';

/** How a server is asked after a deploy, as `[post_deploy_tests]` of `deploy.toml` says it. */
export interface PostDeployTests {
  /** Whether it is asked at all. */
  readonly enabled: boolean;
  /** Whether a server that does not answer lets the deploy fail. */
  readonly required: boolean;
  /** How long all questions and answers may take together. */
  readonly timeoutMs: number;
  /** How long to wait before the first question. */
  readonly graceMs: number;
}

/** How a server is asked where nothing says otherwise. */
export const USUAL_TESTS: PostDeployTests = testsIn({});

/** What the metadata of constructs says, by their paths. */
export function postDeployTestsIn(metadata: readonly ConstructMetadata[]): ReadonlyMap<string, PostDeployTests> {
  return new Map(metadata.filter(({ type }) => type === POST_DEPLOY_TESTS_METADATA).map(({ constructPath, data }) => [constructPath, testsIn(data)]));
}

/** The keys are as the file has them, and the library has checked them. */
function testsIn(data: unknown): PostDeployTests {
  return {
    enabled: own(data, 'enabled') !== false,
    required: (own(data, 'on_failure') ?? DEFAULTS.on_failure) === 'fail',
    timeoutMs: (numberOf(own(data, 'timeout_seconds')) ?? DEFAULTS.timeout_seconds) * 1_000,
    graceMs: numberOf(own(data, 'warmup_grace_ms')) ?? DEFAULTS.warmup_grace_ms,
  };
}
