import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsStandIn } from './aws-stand-in';

/** What the tests of a file have: an account of AWS, in which nothing has been asked yet, and an empty directory. */
export interface Account {
  readonly aws: AwsStandIn;
  readonly directory: string;
}

/** Made anew for each test, but for the process that stands in for AWS. */
export function accountForEach(): Account {
  let aws: AwsStandIn;
  let directory: string;

  beforeAll(async () => { aws = await AwsStandIn.start(); });

  afterAll(async () => aws.stop());

  beforeEach(() => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-')));
    aws.state = {};
    aws.asked.length = 0;
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  return { get aws() { return aws; }, get directory() { return directory; } };
}
