import { Loaded } from './load';
import { Functions } from '../functions/functions';
import { Gateway } from '../gateway/gateway';
import { checkPublicHost } from '../gateway/public-host';
import { regionOf } from '../instances/environment';
import { Guardian } from '../instances/guardian';
import { InstanceSource } from '../instances/instance-source';
import { Instances } from '../instances/instances';
import { serverInstances } from '../instances/server-instances';
import { newTally } from '../instances/tally';
import { functionsOf } from '../template/model';
import { Report } from '../terminal/events';

/** What all generations of a run have in common. */
export interface Surroundings extends Omit<InstanceSource, 'facts'> {
  readonly guardian: Guardian;
  /** Hosts besides the local ones. */
  readonly allowedHosts: readonly string[];
  /** Origins of web pages besides those of this machine and of these hosts. */
  readonly allowedOrigins: readonly string[];
  readonly report: Report;
}

/** One version of the server: its gateway, its instances and those of the functions beside it. */
export class Generation {
  readonly api: Gateway;
  readonly instances: Instances;
  private readonly functions: Functions;
  private readonly source: InstanceSource;
  private readonly over = new AbortController();
  private hostCheck: Promise<void> | undefined;

  constructor(readonly loaded: Loaded, private readonly surroundings: Surroundings, tally = newTally()) {
    const { server, authOff, accessKey } = loaded;
    const { guardian, allowedHosts, allowedOrigins, report } = surroundings;
    this.source = { ...surroundings, facts: server.function, services: loaded.services };
    this.instances = serverInstances(this.source, guardian, tally);
    this.functions = new Functions(functionsOf(server), surroundings, guardian, tally);
    const { instances, functions } = this;
    this.api = new Gateway({ server, instances, functions, report, allowedHosts, allowedOrigins, authOff, accessKey });
  }

  /** Asks a process beside the instances whether it would take its public host on AWS. */
  checkPublicHost(): void {
    // A server that insists on its port has no room for another process.
    if (this.instances.alone) return;
    const { server: { door } } = this.loaded;
    const { guardian, report, host } = this.surroundings;
    this.hostCheck = checkPublicHost(this.source, door, regionOf(host), guardian, this.over.signal).then(({ event, notice }) => {
      report(event);
      if (notice) report({ event: 'notice', ...notice });
    }, () => {}); // the same server has just started: what ends this one is the end of `dev` or a reload
  }

  /** Takes no new requests; resolves when those it had are answered and nothing is left of it. */
  async retire(): Promise<void> {
    this.over.abort();
    // A request that is still being read has not asked for its instance yet.
    await this.api.settled();
    await Promise.all([this.instances.drain(), this.functions.drain(), this.hostCheck]);
  }

  /** Ends all of it now. */
  async close(): Promise<void> {
    this.over.abort();
    await Promise.all([this.instances.close(), this.functions.close(), this.hostCheck]);
    await this.api.settled();
  }
}
