import type { RouteGuard } from '../model';

/** Who may call a route, or why `dev` cannot tell: such a route is refused instead of served openly. */
export type GuardReading =
  | { readonly kind: 'open' }
  | { readonly kind: 'guarded'; readonly guard: RouteGuard }
  | { readonly kind: 'unserved'; readonly noticeId: string; readonly reason: string };
