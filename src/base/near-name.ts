/** Longest word that is compared, in characters, because an answer may contain anything. */
const longestWord = 100;

/** Largest fraction of a name that may differ. */
const nearEnough = 0.34;

/**
 * The known name that a word is nearly, as the end of a sentence; empty if there is none.
 *
 * @example didYouMean('voltages', ['spikes', 'voltage']) // ' (did you mean voltage?)'
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const name = nearName(word, known);
  return name === undefined ? '' : ` (did you mean ${name}?)`;
}

function nearName(word: string, known: readonly string[]): string | undefined {
  if (word.length > longestWord) return undefined;
  const distances = known.map((name) => editDistance(word.toLowerCase(), name.toLowerCase()) / name.length);
  const least = Math.min(...distances);
  return least <= nearEnough ? known[distances.indexOf(least)] : undefined;
}

/** The number of characters to insert, delete or replace (Levenshtein 1966). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (let end = 1; end < row.length; end++) {
      const [left, above, before] = [next[end - 1], row[end], row[end - 1]] as [number, number, number];
      next.push(Math.min(left + 1, above + 1, before + (character === other[end - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) as number;
}
