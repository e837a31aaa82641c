import { type Choice, type Chosen, type Fields, mistakesIn, nameOf } from './choice.ts';

/** How far a set of choices agrees with answers, in the order in which they are compared. */
export interface Match {
  /** Number of values before the first that differs. */
  readonly depth: number;
  /** The answer with this value, by its number, the step, and what else a matcher notes; missing if no value differs. */
  readonly differs?: { readonly answer: number; readonly step: number; readonly place?: unknown };
}

/** A set of choices that was tried. */
interface Candidate {
  readonly chosen: Chosen;
  /** The fields that were changed from the start. */
  readonly changed: readonly string[];
  /** That of its origin if it agrees no longer. */
  readonly match: Match;
  readonly isExact: boolean;
  readonly mistakes: number;
  readonly start: Start;
}

/** How far the start of a search agrees, and the changes that alone mend nothing there. */
interface Start {
  readonly depth: number;
  readonly useless: Set<Change>;
}

type Change = Pick<Choice, 'status'> & { readonly field: string; readonly name: string };

export interface Search {
  readonly fields: Fields;
  /** The fields that are changed; all by default. */
  readonly changeable?: Fields;
  /** Known simulators, the most likely first. */
  readonly starts: readonly Chosen[];
  readonly match: (chosen: Chosen) => Match;
  /**
   * Whether a set also differs in an answer in which another does, up to the same step. It agrees no longer then, and need
   * not be compared with the rest. It mends nothing if it differs before, or gives the same value there.
   */
  readonly differsLike: (chosen: Chosen, other: Match) => boolean | 'mends nothing';
  /** Choices with a number with which a set may agree longer. */
  readonly numbersFor?: (chosen: Chosen, match: Match) => readonly { readonly field: string; readonly name: string }[];
  /** Replaces a set by the first of those that describe the same rule. */
  readonly canonical: (chosen: Chosen) => Chosen;
  /** The most changes from a start; 10 by default. */
  readonly most?: number | undefined;
  /** The number of answers to probes, which come first; what failed in a check follows. */
  readonly probed?: number | undefined;
}

/** The smallest sets that reproduce every answer, those with the fewest mistakes first. */
interface Found {
  readonly sets: readonly Chosen[];
  /** If there are none, the smallest that reproduce the answers to probes: a part of the mistakes may show there. */
  readonly ofProbes: readonly Chosen[];
}

/** Sets with up to this many changes are all tried. */
const completeChanges = 1;

/** Beyond that, only the sets that agree longest are changed further. */
const mostChanges = 10;
const widthOfSearch = 100;

/** The search ends after so many levels of changes in which no set agrees longer than before. */
const idleLevels = 2;

/**
 * Finds the smallest sets of choices that reproduce every answer: all sets with no change from a start, then with one,
 * then further changes of the sets that agree longest. It never guesses: if no set reproduces everything, none is
 * found.
 */
export function explain(search: Search): Found {
  const { fields, starts, match, differsLike, numbersFor = () => [], canonical, most = mostChanges } = search;
  const { probed = Number.POSITIVE_INFINITY } = search;
  const changes = changesIn(search.changeable ?? fields);
  const tried = new Set<string>();
  const found: Candidate[] = [];
  const ofProbes: Candidate[] = [];
  const note = (one: Candidate) => {
    if (one.match.differs === undefined) found.push(one);
    else if (one.isExact && one.match.differs.answer >= probed) ofProbes.push(one);
  };
  const attempt = (asked: Chosen, changed: readonly string[], from?: Candidate, change?: Change): Candidate[] => {
    const chosen = canonical(asked);
    const key = nameOf(chosen);
    if (tried.has(key)) return [];
    tried.add(key);
    const like = from !== undefined && differsLike(chosen, from.match);
    const own = from && like ? from.match : match(chosen);
    const start = from?.start ?? { depth: own.depth, useless: new Set() };
    if (change && like === 'mends nothing' && changed.length === 1) {
      start.useless.add(change);
      return [];
    }
    const candidate = {
      chosen,
      changed,
      match: own,
      isExact: !like,
      mistakes: mistakesIn(chosen, fields).length,
      start,
    };
    note(candidate);
    return [candidate];
  };
  let level = starts.flatMap((chosen) => attempt(chosen, []));
  let [deepest, idle] = [0, 0];
  for (let cost = 1; cost <= most && found.length === 0 && idle < idleLevels; cost++) {
    const from = cost <= completeChanges ? level : deepestOf(level, match, note);
    level = from.flatMap((one) => {
      const { chosen, changed, match: own, start } = one;
      return [...changes, ...numbersFor(chosen, own).map(ofMistake)].flatMap((change) => {
        const { field, name, status } = change;
        // what alone mends nothing in the first difference of the start mends nothing beside another change
        if (changed.includes(field) || (own.depth <= start.depth && start.useless.has(change))) return [];
        const { [field]: before, ...others } = chosen;
        const isDefined = status === 'definition';
        if (isDefined ? before === undefined : before === name) return [];
        return attempt(isDefined ? others : { ...chosen, [field]: name }, [...changed, field], one, change);
      });
    });
    const reached = level.reduce((depth, one) => Math.max(depth, one.match.depth), 0);
    idle = reached > deepest ? 0 : idle + 1;
    deepest = Math.max(deepest, reached);
  }
  const fewest = Math.min(...ofProbes.map(({ changed }) => changed.length));
  return { sets: likeliest(found), ofProbes: likeliest(ofProbes.filter(({ changed }) => changed.length === fewest)) };
}

const likeliest = (some: readonly Candidate[]) =>
  some.toSorted((a, b) => a.mistakes - b.mistakes).map(({ chosen }) => chosen);

const ofMistake = <Own>(own: Own) => ({ ...own, status: 'mistake' as const });

const changesIn = (fields: Fields) =>
  Object.entries(fields).flatMap(([field, choices]) =>
    Object.entries<Choice>(choices).flatMap(([name, { status }]) =>
      status === 'equal' ? [] : [{ field, name, status }],
    ),
  );

/** Of sets that agree equally long, those with the fewest mistakes are likelier. */
const byDepth = (a: Candidate, b: Candidate) => b.match.depth - a.match.depth || a.mistakes - b.mistakes;

/** The sets that agree longest. */
function deepestOf(
  candidates: readonly Candidate[],
  match: Search['match'],
  onExact: (one: Candidate) => void,
): readonly Candidate[] {
  let deepest: readonly Candidate[] = [];
  for (const one of candidates.toSorted(byDepth)) {
    const least = deepest[widthOfSearch - 1];
    if (least && byDepth(least, one) <= 0) break;
    const exact = one.isExact ? one : { ...one, match: match(one.chosen), isExact: true };
    if (!one.isExact) onExact(exact);
    deepest = [...deepest, exact].toSorted(byDepth).slice(0, widthOfSearch);
  }
  return deepest;
}
