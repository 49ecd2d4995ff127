import { accountResources } from './account-resources';
import { type Cloud, type Installed, startCloud } from './cloud';
import { McpLambdaCli } from './mcp-lambda-cli';

/** A fresh account, an app for it, and the command line in the app's directory. */
export interface CommandLine {
  readonly cloud: Cloud;
  /** The app's directory. */
  readonly app: string;
  readonly cli: McpLambdaCli;
  /** What is in the account and was not there at the start. */
  made(): Promise<string[]>;
  stop(): Promise<void>;
}

/** @param makeApp makes the app and gives its directory */
export async function startCommandLine(installed: Installed, makeApp: (cloud: Cloud) => string): Promise<CommandLine> {
  const cloud = await startCloud(installed);
  try {
    const app = makeApp(cloud);
    const cli = await McpLambdaCli.start(app, cloud, installed);
    const before = await accountResources(cloud.endpoint);
    return {
      cloud,
      app,
      cli,
      made: async () => (await accountResources(cloud.endpoint)).filter((resource) => !before.includes(resource)),
      stop: async () => {
        await cli.proxy.stop();
        await cloud.stop();
      },
    };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}
