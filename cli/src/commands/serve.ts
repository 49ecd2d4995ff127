import { UserError } from '../errors';
import { clientConfig } from './client-config';
import { Stop } from './stop';
import { HttpApi } from '../gateway/http-api';
import { openPort } from '../gateway/listen';
import { regionOf } from '../instances/environment';
import { Instances } from '../instances/instances';
import { StartError } from '../instances/start-error';
import { ServedServer } from '../template/model';
import { Report } from '../terminal/events';

/** How a server is served. */
export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Starts the server instead of the asset. */
  readonly command?: string;
}

/** Serves until it is told to stop; then nothing is left of it. Returns the exit code. */
export async function serve(server: ServedServer, options: ServeOptions, report: Report, stop: Stop): Promise<number> {
  const listener = await openPort(options.port);
  const host = process.env;
  const instances = new Instances({
    facts: server.function,
    origin: listener.origin,
    command: options.command,
    cwd: process.cwd(),
    host,
    report,
  });
  const api = new HttpApi({ server, instances, report, region: regionOf(host) });
  listener.serve(api.listener);
  try {
    await Promise.race([instances.prepare(), stop.requested]);
    if (!stop.signal.aborted) {
      const url = `${listener.origin}${server.door.mcpPath}`;
      report({ event: 'ready', url, server: server.name, stack: server.stack, clientConfig: clientConfig(`${server.stack}-${server.name}`, url) });
    }
    return await stop.requested;
  } catch (error) {
    throw error instanceof StartError ? new UserError(error.message) : error;
  } finally {
    await Promise.all([listener.close(), instances.close()]);
    report({ event: 'stopped', requests: api.requests, instances: instances.count });
  }
}
