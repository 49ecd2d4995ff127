import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEnvironment } from './assembly';
import { bootstrapAccount, type Target } from './deployment';
import { adapterBinarySync } from '../tools/adapter';
import { installMinistack, type Ministack, type MinistackOptions, startMinistack } from '../tools/ministack';

/** What stands for AWS in a test: an account, bootstrapped for the CDK, and a directory for what is deployed. */
export interface Cloud extends Target {
  readonly ministack: Ministack;
  readonly directory: string;
  /** Ends it with all processes of functions. */
  stop(): Promise<void>;
}

/** What had to be installed for the tests. */
export interface Installed {
  readonly python: string;
  readonly adapter: string;
}

/** A `describe` that is skipped where an installation has failed, and only then; it prints why. */
export function describeDeployed(name: string, tests: (installed: Installed) => void): void {
  const ministack = installMinistack();
  const adapter = adapterBinarySync();
  if ('error' in ministack || 'error' in adapter) {
    console.error(`${name}: skipped, as not all could be installed`, ministack, adapter);
    describe.skip(name, () => test.todo('needs ministack and the Lambda Web Adapter'));
    return;
  }
  describe(name, () => tests({ python: ministack.python, adapter: adapter.binary }));
}

/** How a cloud is started. */
export interface CloudOptions extends MinistackOptions {
  /**
   * Whether it is bootstrapped: without it nothing can be deployed to it.
   *
   * @default true
   */
  readonly bootstrap?: boolean;
}

/** A fresh account. */
export async function startCloud({ python, adapter }: Installed, { bootstrap = true, ...options }: CloudOptions = {}): Promise<Cloud> {
  const ministack = await startMinistack(python, options);
  const directory = mkdtempSync(join(tmpdir(), 'cdk-mcp-lambda-cloud-'));
  const cloud: Cloud = {
    endpoint: ministack.endpoint,
    environment: bundleEnvironment(directory, adapter),
    ministack,
    directory,
    stop: async () => {
      await ministack.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  if (bootstrap) {
    await bootstrapAccount(cloud).catch(async (error: Error) => {
      await cloud.stop();
      throw error;
    });
  }
  return cloud;
}
