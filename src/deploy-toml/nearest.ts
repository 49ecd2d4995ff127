/** The known name that comes nearest to one that was mistyped; nothing where none comes near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const typed = name.toLowerCase();
  const limit = Math.max(2, Math.floor(name.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const one of known) {
    const distance = Math.abs(one.length - name.length) > limit ? Infinity : edits(typed, one.toLowerCase());
    if (distance <= limit && distance < one.length && distance < (best?.distance ?? Infinity)) {
      best = { name: one, distance };
    }
  }
  return best?.name;
}

/** How many letters must be put in, left out or replaced (Levenshtein). */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (from[i] === to[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}
