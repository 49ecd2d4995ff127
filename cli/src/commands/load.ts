import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Auth, Guarded } from './auth';
import { AppOptions, AppSource, findApp } from '../project/find-app';
import { LocalSecrets } from '../secrets/local-secrets';
import { chooseServer, ServerChoice } from '../template/choose-server';
import { readServers } from '../template/read-servers';
import { Report } from '../terminal/events';
import { toldSynthesis } from '../toolkit/told-synthesis';

/** A server as the app describes it now. */
export interface Loaded extends Guarded {
  /** Variables that lead the server to what stands for AWS's services. */
  readonly services?: Readonly<Record<string, string>>;
  /** Removes what synthesis wrote for it, the asset too. */
  remove(): Promise<void>;
}

/** Runs the app, if it has to be run, and reads what it describes; the signal ends that. */
export type Load = (signal: AbortSignal) => Promise<Loaded>;

/** What loading depends on. */
export interface LoadTask {
  readonly options: AppOptions & ServerChoice;
  readonly cwd: string;
  /** Starts the server instead of the asset. */
  readonly command?: string;
  /** Each assembly gets a directory of its own in it. */
  readonly scratch: string;
  /** True where the user sees what the app prints. */
  readonly outputShown: boolean;
  readonly report: Report;
  readonly auth: Auth;
  readonly secrets: LocalSecrets;
}

/** Reads options and `cdk.json` anew each time, and reports what constructs and template have to say. */
export function loader({ options, cwd, command, scratch, outputShown, report, auth, secrets }: LoadTask): Load {
  let count = 0;
  return async (signal) => {
    const source = findApp(options, cwd);
    const outdir = join(scratch, String(++count));
    const remove = async () => rm(outdir, { recursive: true, force: true });
    try {
      const found = readServers(await assemblyOf(source, outdir, outputShown, report, signal), { ownCommand: command !== undefined });
      const server = chooseServer(found, options);
      found.warnings.filter(({ stack }) => stack === server.stack).forEach(({ message }) => report({ event: 'notice', id: 'construct', message }));
      const guarded = await auth.guard(server);
      guarded.server.notices.forEach(({ id, message }) => report({ event: 'notice', id, message }));
      return { ...guarded, services: await secrets.serve(guarded.server), remove };
    } catch (error) {
      await remove();
      throw error;
    }
  };
}

async function assemblyOf(source: AppSource, outdir: string, outputShown: boolean, report: Report, signal: AbortSignal): Promise<string> {
  if (source.kind === 'assembly') return source.directory;
  await mkdir(outdir);
  return toldSynthesis(source, { outdir, temporary: true, signal, outputShown }, report);
}
