import { Follow, followChanges } from './follow';
import { Surroundings } from './generation';
import { Loaded } from './load';
import { readyEvent } from './ready-event';
import { Stop } from './stop';
import { Succession } from './succession';
import { summarise } from './summary';
import { UserError } from '../errors';
import { Listener } from '../gateway/listen';
import { StartError } from '../instances/start-error';

/** What is served, and with what. */
export interface Serving extends Omit<Surroundings, 'origin'> {
  readonly first: Loaded;
  readonly listener: Listener;
  readonly stop: Stop;
  /** Follows changes where it is there. */
  readonly follow?: Follow;
}

/** Serves until it is told to stop; then nothing is left of it. Returns the exit code. */
export async function serve({ first, listener, stop, follow, ...common }: Serving): Promise<number> {
  const summary = summarise(common.report);
  const { report } = summary;
  const succession = new Succession(first, { ...common, report, origin: listener.origin });
  let ready = '';
  const announce = () => {
    const event = readyEvent(listener.origin, succession.current);
    if (JSON.stringify(event) !== ready) report(event);
    ready = JSON.stringify(event);
    succession.current.checkPublicHost();
  };
  let following: { close(): Promise<void> } | undefined;
  listener.serve(succession.listener, succession.unreadable);
  try {
    await Promise.race([succession.current.instances.prepare(), stop.requested]);
    if (stop.signal.aborted) return await stop.requested;
    announce();
    const broken = new Promise<never>((_, reject) => {
      following = follow && followChanges(follow, {
        succession, ownCommand: common.command !== undefined, signal: stop.signal, report, onReplaced: announce,
      }, reject);
    });
    return await Promise.race([stop.requested, broken]);
  } catch (error) {
    throw error instanceof StartError ? new UserError(error.message) : error;
  } finally {
    await Promise.all([listener.close(), succession.end(), following?.close()]);
    common.report(summary.stopped());
  }
}
