import { type Choice, type Chosen, type Fields, mistakesIn, nameOf } from './choice.ts';

/** How far a set of choices agrees with answers, in the order in which they are compared. */
export interface Match {
  readonly isAll: boolean;
  /** Number of values before the first that differs. */
  readonly depth: number;
}

/** A set of choices that was tried. */
export interface Candidate {
  readonly chosen: Chosen;
  /** The fields that were changed from the start. */
  readonly changed: readonly string[];
  readonly depth: number;
  readonly mistakes: number;
}

export interface Explained {
  /** The smallest sets that reproduce every answer, those with the fewest mistakes first; none if nothing does. */
  readonly found: readonly Candidate[];
  /** The sets that agree longest, to look for one that agrees in most answers. */
  readonly deepest: readonly Candidate[];
}

export interface Search {
  readonly fields: Fields;
  /** Known simulators, the most likely first. */
  readonly starts: readonly Chosen[];
  readonly match: (chosen: Chosen) => Match;
  /** Replaces a set by the first of those that describe the same rule. */
  readonly canonical: (chosen: Chosen) => Chosen;
}

/** Sets with up to this many changes are all tried. */
const completeChanges = 2;

/** Beyond that, only the sets that agree longest are changed further. */
const mostChanges = 10;
const widthOfSearch = 60;

/**
 * Finds the smallest sets of choices that reproduce every answer: all sets with no change from a start, then with one and
 * two, then further changes of the sets that agree longest. It never guesses: if no set reproduces everything, none is
 * found.
 */
export function explain({ fields, starts, match, canonical }: Search): Explained {
  const changes = Object.entries(fields).flatMap(([field, choices]) =>
    Object.entries<Choice>(choices).flatMap(([name, { status }]) =>
      status === 'equal' ? [] : [{ field, name, status }],
    ),
  );
  const tried = new Set<string>();
  const found: Candidate[] = [];
  const attempt = (asked: Chosen, changed: readonly string[]): Candidate[] => {
    const chosen = canonical(asked);
    const key = nameOf(chosen);
    if (tried.has(key)) return [];
    tried.add(key);
    const { isAll, depth } = match(chosen);
    const candidate = { chosen, changed, depth, mistakes: mistakesIn(chosen, fields).length };
    if (isAll) found.push(candidate);
    return [candidate];
  };
  let level = starts.flatMap((chosen) => attempt(chosen, []));
  for (let cost = 1; cost <= mostChanges && found.length === 0; cost++) {
    const from = cost <= completeChanges ? level : deepestOf(level);
    level = from.flatMap(({ chosen, changed }) =>
      changes.flatMap(({ field, name, status }) => {
        if (changed.includes(field)) return [];
        const { [field]: before, ...others } = chosen;
        const isDefined = status === 'definition';
        if (isDefined ? before === undefined : before === name) return [];
        return attempt(isDefined ? others : { ...chosen, [field]: name }, [...changed, field]);
      }),
    );
  }
  return { found: found.toSorted((a, b) => a.mistakes - b.mistakes), deepest: deepestOf(level) };
}

/** Of sets that agree equally long, those with the fewest mistakes are likelier. */
const deepestOf = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.toSorted((a, b) => b.depth - a.depth || a.mistakes - b.mistakes).slice(0, widthOfSearch);
