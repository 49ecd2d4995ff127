import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What of a developer's environment decides about account and region. */
const VARIABLES = [
  'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CA_BUNDLE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY',
];

/** Gives each test files of AWS's configuration with this content, in a directory of its own, and an environment that says nothing else. */
export function withConfiguration(config: string, credentials: string): { readonly directory: string } {
  const own = { directory: '' };
  let saved: NodeJS.ProcessEnv;

  beforeEach(() => {
    own.directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
    saved = { ...process.env };
    VARIABLES.forEach((name) => delete process.env[name]);
    const files = { AWS_CONFIG_FILE: join(own.directory, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(own.directory, 'credentials') };
    Object.assign(process.env, files);
    writeFileSync(files.AWS_CONFIG_FILE, config);
    writeFileSync(files.AWS_SHARED_CREDENTIALS_FILE, credentials);
  });

  afterEach(() => {
    process.env = saved;
    rmSync(own.directory, { recursive: true, force: true });
  });

  return own;
}
