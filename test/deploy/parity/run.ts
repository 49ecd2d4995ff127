import { startAdapter } from './adapter';
import { buildServers, synthesiseApp } from './app';
import { documentedFindings, Finding, findingsBehindGateway, findingsOf } from './compare';
import { startDev } from './dev';
import { startMinistackTarget } from './ministack';
import { Observation, observe } from './observation';
import { ParityRequest } from './request';
import { REQUESTS } from './requests';
import { Target } from './target';
import { directoryOf } from '../../support';
import { Installed } from '../cloud/cloud';

/** What has become of one request. */
export interface Outcome {
  readonly request: ParityRequest;
  readonly dev: Observation;
  /** Compared with AWS's documents; for the requests of which they say something. */
  readonly documented: readonly Finding[];
  /** Compared with the adapter behind the harness; for the requests that reach the server. */
  readonly adapter: readonly Finding[];
  readonly ministack: readonly Finding[];
}

/** Sends the whole list to all targets. */
export async function runParity(installed: Installed): Promise<readonly Outcome[]> {
  const code = buildServers();
  const started = await Promise.allSettled([
    startDev(synthesiseApp(code, directoryOf({}))),
    startAdapter(code, installed.adapter),
    startMinistackTarget(synthesiseApp(code, directoryOf({})), installed),
  ]);
  try {
    const [dev, adapter, ministack] = started.map((each): Target => {
      if (each.status === 'rejected') throw each.reason;
      return each.value;
    });
    const outcomes: Outcome[] = [];
    for (const request of REQUESTS) {
      const ours = observe(await dev.send(request));
      outcomes.push({
        request,
        dev: ours,
        documented: documentedFindings(request, ours),
        adapter: request.route === undefined ? [] : findingsBehindGateway(request, ours, observe(await adapter.send(request))),
        ministack: findingsOf(request, ours, observe(await ministack.send(request))),
      });
    }
    return outcomes;
  } finally {
    await Promise.all(started.map(async (each) => each.status === 'fulfilled' ? each.value.stop() : undefined));
  }
}
