import { ChangeQueue } from './change-queue';
import { reloader, ReloadTask } from './reload';

/** How changes are noticed, and where the server is loaded from again. */
export interface Follow extends Pick<ReloadTask, 'load' | 'directory'> {
  watch(onChange: (files: readonly string[]) => void): { close(): Promise<void> };
}

/** Reloads on changes until it is closed; `onError` gets what is no mistake of app or server. */
export function followChanges(
  { load, directory, watch }: Follow, task: Omit<ReloadTask, 'load' | 'directory'>, onError: (error: unknown) => void,
): { close(): Promise<void> } {
  const queue = new ChangeQueue(reloader({ ...task, load, directory }), onError);
  const watching = watch((files) => queue.add(files));
  return { close: async () => void await Promise.all([watching.close(), queue.close()]) };
}
