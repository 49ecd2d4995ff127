/** Whether version `one` is newer than `other`, both numbers with dots: `2.34`. */
export function isNewer(one: string, other: string): boolean {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  const different = left.findIndex((part, index) => part !== (right[index] ?? 0));
  return different >= 0 && left[different] > (right[different] ?? 0);
}
