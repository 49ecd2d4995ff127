import { UserError } from '../errors';
import { clientConfig } from './client-config';
import { Stop } from './stop';
import { summarise } from './summary';
import { HttpApi } from '../gateway/http-api';
import { Listener } from '../gateway/listen';
import { checkPublicHost } from '../gateway/public-host';
import { regionOf } from '../instances/environment';
import { Guardian } from '../instances/guardian';
import { Instances } from '../instances/instances';
import { StartError } from '../instances/start-error';
import { ServedServer } from '../template/model';
import { Report } from '../terminal/events';

/** What is served, and with what. */
export interface Serving {
  readonly server: ServedServer;
  readonly listener: Listener;
  readonly guardian: Guardian;
  /** Where `command` runs. */
  readonly cwd: string;
  /** Starts the server instead of the asset. */
  readonly command?: string;
  /** True where the user sees what the server prints. */
  readonly outputShown: boolean;
  readonly report: Report;
  readonly stop: Stop;
}

/** Serves until it is told to stop; then nothing is left of it. Returns the exit code. */
export async function serve({ server, listener, guardian, cwd, command, outputShown, report: show, stop }: Serving): Promise<number> {
  const summary = summarise(show);
  const { report } = summary;
  const host = process.env;
  const { origin } = listener;
  const source = { facts: server.function, origin, command, cwd, host, outputShown, report };
  const region = regionOf(host);
  const instances = new Instances(source, guardian);
  const api = new HttpApi({ server, instances, report, region });
  let hostCheck: Promise<void> | undefined;
  listener.serve(api.listener);
  try {
    await Promise.race([instances.prepare(), stop.requested]);
    if (!stop.signal.aborted) {
      const { name, stack, door: { mcpPath } } = server;
      const url = `${origin}${mcpPath}`;
      const unserved = api.refusal('POST', mcpPath);
      report({
        event: 'ready', url, server: name, stack, clientConfig: clientConfig(`${stack}-${name}`, url), ...unserved === undefined ? {} : { unserved },
      });
      hostCheck = checkPublicHost(source, mcpPath, region, guardian, stop.signal).then(({ event, notice }) => {
        report(event);
        if (notice) report({ event: 'notice', ...notice });
      }, () => {}); // the same server has just started: what ends this one is the end of `dev`
    }
    return await stop.requested;
  } catch (error) {
    throw error instanceof StartError ? new UserError(error.message) : error;
  } finally {
    await Promise.all([listener.close(), instances.close(), hostCheck]);
    await api.settled();
    show(summary.stopped());
  }
}
