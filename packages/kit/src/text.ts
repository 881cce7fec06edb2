/**
 * The candidate that a mistyped word most likely meant, or undefined when none is near: the one with the fewest differing letters, at
 * most a third of the word's (see `editDistance`; letter case does not count), else the first that starts with the word (three letters or more).
 */
export function findNearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best ?? (word.length < 3 ? undefined : candidates.find((candidate) => candidate.toLowerCase().startsWith(wanted)));
}

/** The end of a sentence about a word that is none of the candidates: `; did you mean 'plan'?`, or nothing when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = findNearest(word, candidates);
  return nearest === undefined ? "" : `; did you mean '${nearest}'?`;
}

/**
 * How many letters (UTF-16 code units) must be inserted, removed, replaced or swapped with their neighbour to make one word of the other:
 * the optimal string alignment distance, so no letter is changed twice. Takes time proportional to the product of the lengths.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, beforeLast[column - 2]! + 1);
      current.push(best);
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length]!;
}

/** A number with its noun, `1 file` or `2 files`; `plural` is for nouns that take more than an s. */
export function countOf(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/**
 * At most the first `max` characters, with `…` for the rest. A word that the limit cuts goes too: it may be half of a secret, which nothing that
 * hides secrets afterwards would know again.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max).replace(/[\w+/=.~%@:-]+$/, "")}…`;
}
