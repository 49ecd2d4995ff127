import { RunningGateway } from './running-gateway';
import { StageFacts } from '../../src/template/model';
import { RequestEvent } from '../../src/terminal/events';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];

/** A method and a path, with the stage. */
export interface Target {
  readonly method: string;
  readonly path: string;
}

/** Requests that meet the routes: `{proxy+}` stands for a slash at the end and for paths below; `ANY` for all methods. */
export function targetsOf(keys: readonly string[], { stages }: { readonly stages: readonly StageFacts[] }): Target[] {
  return keys.flatMap((key) => {
    const [method, path] = key.split(' ');
    const paths = path.endsWith('{proxy+}') ? ['', 'below/it', '.well-known/oauth-protected-resource'].map((end) => path.replace('{proxy+}', end)) : [path];
    return stages.flatMap(({ name }) => paths.flatMap((each) => (
      (method === 'ANY' ? METHODS : [method]).map((one) => ({ method: one, path: name === '$default' ? each : `/${name}${each}` })))));
  });
}

/** What became of a request. */
export interface Outcome {
  readonly status: number;
  /** Who answered: nobody but the gateway, the server, or the logical id of another function. */
  readonly by: string;
}

/** Sends a request and finds out who has answered it. */
export async function outcomeOf(gateway: RunningGateway, request: Request): Promise<Outcome> {
  const { status, headers, body } = await fetch(request);
  await body?.cancel();
  // A REST API and a function URL have another name for it.
  const id = headers.get('apigw-requestid') ?? headers.get('x-amzn-requestid');
  const { instance } = await gateway.request(id!);
  return { status, by: instance === undefined ? 'gateway' : functionOf(gateway, instance) };
}

function functionOf({ events }: RunningGateway, instance: RequestEvent['instance']): string {
  const started = events.find((event) => event.event === 'instance-started' && event.instance === instance);
  return started?.event === 'instance-started' && started.function !== undefined ? started.function : 'server';
}
