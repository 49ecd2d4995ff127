import { key, names, table } from '../section';
import { choice, integer, record, text, TomlSecret, ValueType } from '../values';

/** What Lambda takes as the name of a variable. */
export const VARIABLE = text('a letter, and one or more letters, digits and underscores behind it', /^[a-zA-Z][a-zA-Z0-9_]+$/);

export const LAMBDA = table('The function.', {
  memory_size: key(integer(128, 10240, 'MB'), 'memorySize', 'The memory; CPU grows with it', '256 for a compiled server, 512 for Node.js, 1024 for Python and images', '512'),
  timeout_seconds: key(integer(1, 900, 'seconds'), 'timeout', 'How long a request may take. An HTTP API waits for 30 seconds at most, `type = "rest"` for 900', '30'),
  architecture: key(choice(['arm64', 'x86_64']), 'architecture', 'The processor', '"arm64"'),
  reserved_concurrency: key(integer(0, 100_000), 'reservedConcurrentExecutions', 'How many instances there may be at once; 0 switches the server off', 'as many as the account has left', '100'),
  provisioned_concurrency: key(integer(1, 100_000), 'provisionedConcurrency', 'How many instances are started before anybody calls; they cost money while they wait', 'none', '1'),
  tracing: key(choice(['active', 'pass_through', 'disabled']), 'tracing', 'Whether AWS X-Ray traces the function', '"disabled"'),
});

const ENTRY = key(text('a text of up to 4096 characters', /^[^\0]{0,4096}$/), 'environment', 'A variable, by its name', 'no variables');

export const ENVIRONMENT = names('Environment variables of the server. Not for secrets: whoever may read the function reads these.', VARIABLE, ENTRY);

export const PMCP_ENVIRONMENT = names('The same as `[lambda.environment]`.', VARIABLE, { ...ENTRY, same: { section: 'lambda.environment' } });

const SECRET_NAME = text('the name of a secret, without the six random characters at the end of its ARN: letters, digits and /_+=.@-', /^[A-Za-z0-9/_+=.@-]{1,512}$/);

const SECRET_TABLE = record<TomlSecret>({
  name: SECRET_NAME,
  field: text(),
  kms_key_arn: text('the ARN of a KMS key', /^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key\/[A-Za-z0-9-]+$/),
});

const SECRET: ValueType<TomlSecret> = {
  words: `${SECRET_NAME.words}; or ${SECRET_TABLE.words}`,
  json: { anyOf: [SECRET_NAME.json, SECRET_TABLE.json] },
  read: (node) => {
    const name = SECRET_NAME.read(node);
    return name === undefined ? SECRET_TABLE.read(node) : { name };
  },
  refusal: SECRET_TABLE.refusal,
};

export const SECRETS = names(
  'Secrets in AWS Secrets Manager that exist. A variable holds the name of a secret, and never its value; the server may read these and no other.',
  VARIABLE,
  key(SECRET, 'secrets', 'The name of a secret, by the name of the variable; with the `field` of a JSON object, which a second variable holds, `NAME_FIELD`, '
    + 'and with the KMS key of yours with which the secret is encrypted, for which the server needs a permission', 'none'),
);
