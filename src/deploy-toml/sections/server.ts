import { key, sameAs, table } from '../section';
import { choice, integer, PATH, text } from '../values';
import { LAMBDA } from './lambda';

const OTHER_TARGETS = '"aws-lambda": this deploys to AWS Lambda alone';

const TARGET_TYPE = key(
  choice(['aws-lambda'], {
    'pmcp-run': OTHER_TARGETS, 'google-cloud-run': OTHER_TARGETS, 'azure-container-apps': OTHER_TARGETS, 'cloudflare-workers': OTHER_TARGETS,
  }),
  'the command line', 'Where the server runs', '"aws-lambda"',
);

export const TARGET = table('Where the server is deployed to.', {
  target_type: TARGET_TYPE,
  type: sameAs('target', 'target_type', TARGET_TYPE),
  version: key(text('a version, "1.0.0"', /^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/), 'the tag `version`', 'The version of the server, for people: a tag of its resources', 'no tag', '"1.0.0"'),
});

export const AWS = table('Which account and region.', {
  region: key(text('a region, "eu-central-1"', /^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$/), '`env` of the stack', 'The region', 'the one of the profile, or of the environment', '"eu-central-1"'),
  profile: key(text('the name of a profile', /^[^\0\r\n]{1,128}$/), 'the command line', 'The profile of the AWS configuration with which the command line works', 'the one that the environment names', '"default"'),
  account_id: key(text('12 digits in quotes', /^[0-9]{12}$/), '`env` of the stack', 'The account; a deploy to another one fails', 'the one of the credentials', '"123456789012"'),
});

const PUBLIC_PATH = key(PATH, 'endpoint.path', 'The path of the MCP endpoint, which ends with `path`', '"/mcp"');

export const SERVER = table('The server.', {
  name: key(text('a letter, and up to 63 letters, digits and hyphens behind it', /^[A-Za-z][A-Za-z0-9-]{0,63}$/), 'functionName',
    'The name of stack and function; with another one both are made anew', 'must be given', '"my-mcp-server"'),
  description: key(text('a text of up to 256 characters', /^[^\0]{1,256}$/), 'description', 'What the server is for', 'no description', '"What the server is for"'),
  path: key(PATH, 'code.serverPath', 'The path on which the server itself answers MCP requests; servers made with pmcp listen on `/`', '"/mcp"'),
  public_path: PUBLIC_PATH,
  port: key(integer(1024, 65535), 'code.port', 'The port on which the server listens, which it finds in `PORT`', '8080'),
  memory_mb: sameAs('lambda', 'memory_size', LAMBDA.keys.memory_size),
  timeout_seconds: sameAs('lambda', 'timeout_seconds', LAMBDA.keys.timeout_seconds),
  reserved_concurrency: sameAs('lambda', 'reserved_concurrency', LAMBDA.keys.reserved_concurrency),
  ephemeral_storage_mb: key(integer(512, 10240, 'MB'), 'ephemeralStorageSize', 'The size of `/tmp`', '512'),
  mcp_path: sameAs('server', 'public_path', PUBLIC_PATH),
});
