/**
 * Whether the pattern of an IAM policy, in which `*` stands for any letters and `?` for one, is the whole text. A policy may come from
 * a function's answer: it takes time that grows with both lengths alone, which a regular expression does not.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  let [place, at] = [0, 0];
  // Where the last star stands, and how far it reaches.
  let [star, reach] = [-1, 0];
  while (at < text.length) {
    if (pattern[place] === '*') {
      [star, reach] = [place, at];
      place += 1;
    } else if (pattern[place] === '?' || pattern[place] === text[at]) {
      place += 1;
      at += 1;
    } else if (star >= 0) {
      reach += 1;
      [place, at] = [star + 1, reach];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(place));
}
