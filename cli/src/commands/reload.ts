import { relative } from 'node:path';
import { Reload } from './change-queue';
import { Load, Loaded } from './load';
import { sameServer } from './same-server';
import { Succession } from './succession';
import { UserError } from '../errors';
import { StartError } from '../instances/start-error';
import { Report } from '../terminal/events';

const LISTED_FILES = 10;

/** What a reload needs. */
export interface ReloadTask {
  readonly load: Load;
  readonly succession: Succession;
  /** True where the server is started from its sources, of which the template knows nothing. */
  readonly ownCommand: boolean;
  /** The app's directory: files are named from there. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly report: Report;
  /** Called when another generation answers. */
  readonly onReplaced: () => void;
}

/** Loads the server again and lets it take over if it has changed; mistakes in app or server are reported. */
export function reloader({ load, succession, ownCommand, directory, signal, report, onReplaced }: ReloadTask): Reload {
  const replace = async (loaded: Loaded, files: readonly string[]): Promise<boolean> => {
    if (!ownCommand && sameServer(succession.current.loaded.server, loaded.server, files)) {
      await loaded.remove();
      return false;
    }
    await succession.replace(loaded);
    onReplaced();
    return true;
  };
  return async (files) => {
    const started = performance.now();
    report({ event: 'reloading', files: files.map((file) => relative(directory, file)).sort().slice(0, LISTED_FILES) });
    try {
      const changed = await replace(await load(signal), files);
      report({ event: 'reloaded', ms: Math.round(performance.now() - started), changed });
      return changed;
    } catch (error) {
      if (signal.aborted) return true;
      if (!(error instanceof UserError || error instanceof StartError)) throw error;
      report({ event: 'reload-failed', reason: error.message });
      return true;
    }
  };
}
