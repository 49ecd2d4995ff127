import { RequestListener } from 'node:http';
import { Generation, Surroundings } from './generation';
import { Loaded } from './load';
import { Unreadable } from '../gateway/unreadable';
import { newTally } from '../instances/tally';

/** The generation that answers, and those before it that finish what they have. */
export class Succession {
  private readonly tally = newTally();
  private readonly alive = new Set<Generation>();
  private readonly retiring = new Set<Promise<void>>();
  private answering: Generation;
  private closed = false;

  constructor(first: Loaded, private readonly surroundings: Surroundings) {
    this.answering = this.make(first);
  }

  get current(): Generation {
    return this.answering;
  }

  /** For `node:http`: each request goes to the generation that answers when it comes. */
  readonly listener: RequestListener = (request, response) => this.answering.api.listener(request, response);

  /** For what is no request: goes to whoever answers the request before it on the connection. */
  readonly unreadable: Unreadable = (error, socket) => {
    const { api } = [...this.alive].find((generation) => generation.api.isAnswering(socket)) ?? this.answering;
    api.unreadable(error, socket);
  };

  /**
   * Starts an instance of the new version; once it is ready, requests go to it. Rejects where it does
   * not become ready, and then the old version goes on.
   */
  async replace(loaded: Loaded): Promise<void> {
    const old = this.answering;
    const next = this.make(loaded);
    try {
      await (old.instances.alone ? this.takePort(old, next) : this.takeOver(old, next));
    } catch (error) {
      await this.close(next);
      await loaded.remove();
      throw error;
    }
  }

  /** Ends all of them. */
  async end(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.alive].map(async (generation) => this.close(generation)));
    await Promise.all(this.retiring);
  }

  private async takeOver(old: Generation, next: Generation): Promise<void> {
    await next.instances.prepare();
    this.answering = next;
    const retired = this.retire(old).then(old.loaded.remove).finally(() => this.retiring.delete(retired));
    this.retiring.add(retired);
  }

  /** Both want the same port: requests wait from the end of the old one until the new one is ready. */
  private async takePort(old: Generation, next: Generation): Promise<void> {
    this.answering = next;
    try {
      await next.instances.prepare(this.retire(old));
    } catch (error) {
      if (!this.closed) this.answering = this.make(old.loaded);
      throw error;
    }
    await old.loaded.remove();
  }

  private make(loaded: Loaded): Generation {
    if (this.closed) throw new Error('dev has ended');
    const generation = new Generation(loaded, this.surroundings, this.tally);
    this.alive.add(generation);
    return generation;
  }

  private async retire(generation: Generation): Promise<void> {
    await generation.retire();
    this.alive.delete(generation);
  }

  private async close(generation: Generation): Promise<void> {
    await generation.close();
    this.alive.delete(generation);
  }
}
