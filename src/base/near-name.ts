import { distance } from 'fastest-levenshtein';

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
  if (word.length > longestWord) return '';
  const distances = known.map((name) => distance(word.toLowerCase(), name.toLowerCase()) / name.length);
  const least = Math.min(...distances);
  return least <= nearEnough ? ` (did you mean ${known[distances.indexOf(least)]}?)` : '';
}
