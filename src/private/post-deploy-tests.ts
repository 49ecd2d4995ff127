/**
 * The metadata of a server's construct that says how the command line is to ask it after a deploy, as
 * `[post_deploy_tests]` has it. It stands in the cloud assembly and not in the template.
 */
export const POST_DEPLOY_TESTS_METADATA = 'cdk-mcp-lambda:postDeployTests';

/** What holds where nothing is said. */
export const POST_DEPLOY_TESTS_DEFAULTS = { enabled: true, on_failure: 'fail', timeout_seconds: 60, warmup_grace_ms: 0 } as const;
