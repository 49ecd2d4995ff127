import { rm } from 'node:fs/promises';
import { authFor, AuthMode } from './auth';
import { currentDirectory } from './current-directory';
import { loader } from './load';
import { noticesOnce } from './notices';
import { serve } from './serve';
import { watchForStop } from './stop';
import { openPort } from '../gateway/listen';
import { startGuardian } from '../instances/guardian';
import { makeScratch } from '../instances/scratch';
import { AppOptions, findApp, homeOf, projectAbove } from '../project/find-app';
import { watchFiles, watchProblem } from '../project/watch-files';
import { everything, watchRoots } from '../project/watch-roots';
import { localSecrets } from '../secrets/local-secrets';
import { ServerChoice } from '../template/choose-server';
import { functionsOf } from '../template/model';
import { createReporter, ReporterOptions, showsOutput } from '../terminal/reporter';

/** The options of `mcp-lambda dev`. */
export interface DevOptions extends AppOptions, ServerChoice, ReporterOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Starts the server instead of the asset. */
  readonly command?: string;
  /** Paths that are watched besides; false where nothing is. */
  readonly watch?: readonly string[] | false;
  /** Who checks tokens; an issuer on this machine where it is missing. */
  readonly auth?: AuthMode;
  /** How long an instance lives without a request, in seconds. */
  readonly idleTimeout?: number;
  /** Hosts besides the local ones that are answered. */
  readonly allowHost?: readonly string[];
  /** Origins whose web pages may call the server, besides those of this machine. */
  readonly allowOrigin?: readonly string[];
  /** How many instances of a function may be at work at once. */
  readonly maxInstances?: number;
  /** Whether the server may use the developer's AWS credentials. */
  readonly awsCredentials?: boolean;
}

/** Serves a CDK app's MCP server as its synthesised template says, until it is told to stop. Returns the exit code. */
export async function dev(options: DevOptions): Promise<number> {
  const stop = watchForStop();
  const report = noticesOnce(createReporter(options));
  const outputShown = showsOutput(options);
  const { command, awsCredentials = false, allowHost: allowedHosts = [], allowOrigin: allowedOrigins = [], idleTimeout, maxInstances } = options;
  const cwd = currentDirectory();
  const source = findApp(options, cwd);
  const above = projectAbove(options, source, cwd);
  if (above !== undefined) report({ event: 'notice', id: 'project', message: above });
  const roots = options.watch === false ? undefined : watchRoots({ source, cwd, ownCommand: command !== undefined, extra: options.watch ?? [] });
  // Synthesis takes its time: a port that somebody else has should be known before.
  const listener = await openPort(options.port);
  const scratch = await makeScratch();
  const guardian = startGuardian(scratch);
  const auth = authFor({ mode: options.auth ?? 'local', origin: listener.origin, guardian, report });
  // Assemblies are written and thrown away; what is kept beside an app is where its developer is.
  const secrets = localSecrets({ directory: source.kind === 'assembly' ? cwd : homeOf(source), awsCredentials, host: process.env, report });
  try {
    const load = loader({ options, cwd, command, scratch, outputShown, report, auth, secrets });
    const first = await load(stop.signal);
    const since = Date.now();
    const follow = roots && {
      load,
      directory: homeOf(source),
      watch: (onChange: (files: readonly string[]) => void) => watchFiles({
        roots: [
          ...roots,
          ...[first.server.function, ...functionsOf(first.server)].flatMap(({ codeDirectory }) => codeDirectory ?? []).map(everything),
        ],
        except: [scratch],
        since,
        onChange,
        onProblem: (error) => report({ event: 'notice', id: 'watch', message: watchProblem(error) }),
      }),
    };
    const idleMs = idleTimeout === undefined ? undefined : idleTimeout * 1000;
    const common = { cwd, command, awsCredentials, idleMs, maxInstances, host: process.env, outputShown };
    return await serve({ ...common, first, listener, guardian, allowedHosts, allowedOrigins, report, stop, follow });
  } catch (error) {
    if (stop.signal.aborted) return await stop.requested;
    throw error;
  } finally {
    // The assets that were served lie in it.
    await rm(scratch, { recursive: true, force: true });
    await auth.close();
    await Promise.all([secrets.close(), listener.close(), guardian.close()]);
  }
}
