import { MalformedPath } from '../refusal';

/** A route by its key: `POST /mcp`, `ANY /{proxy+}`, `$default`. */
interface Keyed {
  readonly key: string;
}

/** Finds the route of a request; throws `MalformedPath`. */
export type Router<Route extends Keyed> = (method: string, path: string) => Route | undefined;

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter' }
  | { readonly kind: 'greedy' };

interface CompiledRoute<Route extends Keyed> {
  readonly facts: Route;
  /** `ANY` stands for all. */
  readonly method: string;
  readonly segments: readonly Segment[];
  readonly greedy: boolean;
}

/** The lower, the more specific. */
const RANK = { literal: 0, parameter: 1, greedy: 2 };

/**
 * Compiles the routes once. API Gateway takes the most specific match: a full match, then one with
 * a greedy variable (`{proxy+}`), then `$default`; and on the same path a method before `ANY`.
 */
export function compileRoutes<Route extends Keyed>(routes: readonly Route[]): Router<Route> {
  const fallback = routes.find((route) => route.key === '$default');
  const compiled = routes.filter((route) => route !== fallback).map((route) => compile(route)).sort(bySpecificity);
  return (method, path) => {
    const segments = decodedSegments(path);
    for (const route of compiled) {
      if ((route.method === method || route.method === 'ANY') && matches(route, segments)) return route.facts;
    }
    return fallback;
  };
}

function compile<Route extends Keyed>(facts: Route): CompiledRoute<Route> {
  const space = facts.key.indexOf(' ');
  const segments = facts.key.slice(space + 1).split('/').slice(1).map(segment);
  return { facts, method: facts.key.slice(0, space), segments, greedy: segments.at(-1)?.kind === 'greedy' };
}

function segment(text: string): Segment {
  if (!text.startsWith('{') || !text.endsWith('}')) return { kind: 'literal', text };
  return { kind: text.endsWith('+}') ? 'greedy' : 'parameter' };
}

function bySpecificity(a: CompiledRoute<Keyed>, b: CompiledRoute<Keyed>): number {
  if (a.greedy !== b.greedy) return a.greedy ? 1 : -1;
  for (let index = 0; index < Math.min(a.segments.length, b.segments.length); index++) {
    const difference = RANK[a.segments[index].kind] - RANK[b.segments[index].kind];
    if (difference !== 0) return difference;
  }
  // Of two greedy routes the longer prefix; the lengths of others differ only where at most one matches.
  return b.segments.length - a.segments.length || Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function matches({ segments, greedy }: CompiledRoute<Keyed>, path: readonly string[]): boolean {
  if (greedy ? path.length < segments.length : path.length !== segments.length) return false;
  for (let index = 0; index < segments.length; index++) {
    const wanted = segments[index];
    if (wanted.kind === 'literal' && wanted.text !== path[index]) return false;
    if (wanted.kind === 'parameter' && path[index] === '') return false;
  }
  // `/mcp/{proxy+}` takes `/mcp/` too, but a greedy variable at the root does not take `/`.
  return !greedy || path.length > 1 || path[0] !== '';
}

function decodedSegments(path: string): string[] {
  const segments = path.split('/');
  segments.shift();
  if (!path.includes('%')) return segments;
  try {
    return segments.map(decodeURIComponent);
  } catch {
    throw new MalformedPath();
  }
}
