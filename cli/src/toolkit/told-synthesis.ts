import type { AppCommand } from './synthesis-messages';
import { synthesise, SynthesisOptions } from './synthesise';
import type { AppOutputEvent, NoticeEvent, SynthesisedEvent, SynthesisingEvent } from '../terminal/events';

/** What is told of a synthesis, by `dev` and by `deploy`. */
export type SynthesisEvent = SynthesisingEvent | AppOutputEvent | NoticeEvent | SynthesisedEvent;

/** Synthesises, and tells when it begins, what the app prints, and when it has ended. */
export async function toldSynthesis(
  app: AppCommand, options: Omit<SynthesisOptions, 'onLine' | 'onSlow'>, report: (event: SynthesisEvent) => void,
): Promise<string> {
  let started = performance.now();
  const directory = await synthesise(app, {
    ...options,
    onStart: () => {
      started = performance.now();
      report({ event: 'synthesising' });
      options.onStart?.();
    },
    onLine: (line, trace) => report({ event: 'app-output', line, ...trace ? { trace } : {} }),
    onSlow: (message) => report({ event: 'notice', id: 'slow-app', message }),
  });
  report({ event: 'synthesised', ms: Math.round(performance.now() - started) });
  return directory;
}
