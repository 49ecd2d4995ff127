import { key, names, table } from '../section';
import { choice, integer, text } from '../values';

/** What Lambda takes as the name of a variable. */
export const VARIABLE = text('a letter, and one or more letters, digits and underscores behind it', /^[a-zA-Z][a-zA-Z0-9_]+$/);

export const LAMBDA = table('The function.', {
  memory_size: key(integer(128, 10240, 'MB'), 'memorySize', 'The memory; CPU grows with it', '256 for a compiled server, 512 for Node.js, 1024 for Python and images'),
  timeout_seconds: key(integer(1, 900, 'seconds'), 'timeout', 'How long a request may take. An HTTP API waits for 30 seconds at most, `type = "rest"` for 900', '30'),
  architecture: key(choice(['arm64', 'x86_64']), 'architecture', 'The processor', '"arm64"'),
  reserved_concurrency: key(integer(0, 100_000), 'reservedConcurrentExecutions', 'How many instances there may be at once; 0 switches the server off', 'as many as the account has left'),
  provisioned_concurrency: key(integer(1, 100_000), 'provisionedConcurrency', 'How many instances are started before anybody calls; they cost money while they wait', 'none'),
  tracing: key(choice(['active', 'pass_through', 'disabled']), 'tracing', 'Whether AWS X-Ray traces the function', '"disabled"'),
});

const ENTRY = key(text('a text of up to 4096 characters', /^[^\0]{0,4096}$/), 'environment', 'A variable, by its name', 'no variables');

export const ENVIRONMENT = names('Environment variables of the server. Not for secrets: whoever may read the function reads these.', VARIABLE, ENTRY);

export const PMCP_ENVIRONMENT = names('The same as `[lambda.environment]`.', VARIABLE, { ...ENTRY, same: { section: 'lambda.environment' } });

export const SECRETS = names(
  'Secrets in AWS Secrets Manager that exist. A variable holds the name of a secret, and never its value; the server may read these and no other.',
  VARIABLE,
  key(text('the name of a secret, without the six random characters at the end of its ARN: letters, digits and /_+=.@-', /^[A-Za-z0-9/_+=.@-]{1,512}$/),
    'secrets', 'The name of a secret, by the name of the variable', 'none'),
);
