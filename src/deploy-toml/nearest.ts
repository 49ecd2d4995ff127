/** The known name that comes nearest to one that was mistyped, or left unfinished; nothing where none comes near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const typed = name.toLowerCase();
  const limit = name.length < 5 ? 1 : Math.max(2, Math.floor(name.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const one of known) {
    const distance = distanceTo(typed, one.toLowerCase(), limit);
    if (distance <= limit && distance < (best?.distance ?? Infinity)) {
      best = { name: one, distance };
    }
  }
  return best?.name;
}

function distanceTo(typed: string, known: string, limit: number): number {
  if (typed.length > 2 && known.startsWith(typed)) {
    return limit; // after those in which letters are wrong
  }
  return Math.abs(known.length - typed.length) > limit ? Infinity : edits(typed, known);
}

/** How many letters must be put in, left out, replaced, or swapped with their neighbour (optimal string alignment). */
function edits(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const swapped = i > 0 && j > 0 && from[i] === to[j - 1] && from[i - 1] === to[j] ? before[j - 1] + 1 : Infinity;
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (from[i] === to[j] ? 0 : 1), swapped));
    }
    [before, row] = [row, next];
  }
  return row[to.length];
}
