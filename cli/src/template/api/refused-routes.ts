import type { Notice } from '../model';

/** A route that is refused with 501. */
export interface RefusedRoute {
  readonly key: string;
  readonly noticeId: string;
  readonly reason: string;
}

const REFUSED = ': refused with 501: ';

/** The reason where a guard is not checked. */
export const guardedBy = (guard: string): string => `guarded by ${guard}`;

/** One notice for all routes that are refused for the same reason. */
export function refusedNotices(routes: readonly RefusedRoute[]): Notice[] {
  const refused = new Map<string, { readonly id: string; readonly keys: string[] }>();
  for (const { key, noticeId, reason } of routes) {
    const { keys } = refused.get(reason) ?? { keys: [] };
    refused.set(reason, { id: noticeId, keys: [...keys, key] });
  }
  return [...refused].map(([reason, { id, keys }]) => ({ id, message: `${keys.join(', ')}${REFUSED}${reason}.` }));
}

/** Whether a notice tells of routes that are refused for their guard. */
export const tellsOfGuard = ({ message }: Notice): boolean => message.includes(`${REFUSED}${guardedBy('')}`);
