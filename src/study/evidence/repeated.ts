import type { Row } from '../results/row.ts';
import type { SavedStudy } from '../results/saved-study.ts';
import { placeOf } from '../results/seed-summary.ts';
import { type Evidence, evidence, type Judge } from './judge.ts';

/** C7: a point that two studies hold, made in the same way, has the same numbers in both. */
export const sameAmplitudeSameNumbers: Judge = (studies) =>
  pairsOf(studies).map(({ study, sentence, holds }) => evidence('C7', study, sentence, holds));

/** C8: so it has if its network was built and trained for each study, after and before others. */
export const builtAgainTheSame: Judge = (studies) =>
  pairsOf(studies).flatMap(({ study, shared, sentence, holds }): Evidence[] => {
    if (!('training' in study.settings)) return [];
    const { training } = study.settings;
    const networks = new Set(shared.map(({ seed, amplitude }) => `${seed} ${training.amplitude ?? amplitude}`));
    const trained = `${sentence}; their ${networks.size} networks were trained for each study`;
    return [evidence('C8', study, trained, holds)];
  });

/** A study, and the points that an earlier one holds too. */
interface Repeated {
  readonly study: SavedStudy;
  readonly shared: readonly Row[];
  readonly sentence: string;
  readonly holds: boolean;
}

/** Every two studies that were made in the same way and share points. */
function pairsOf(studies: readonly SavedStudy[]): Repeated[] {
  return studies.flatMap((study, place) =>
    studies
      .slice(0, place)
      .filter((other) => wayOf(other) === wayOf(study))
      .flatMap((other) => compare(study, other)),
  );
}

function compare(study: SavedStudy, other: SavedStudy): Repeated[] {
  const pointOf = (row: Row) => `${placeOf(row)}, seed ${row.seed}`;
  const before = new Map(other.rows.map((row) => [pointOf(row), JSON.stringify(row)]));
  const shared = study.rows.filter((row) => before.has(pointOf(row)));
  if (shared.length === 0) return [];
  const same = shared.filter((row) => before.get(pointOf(row)) === JSON.stringify(row)).length;
  const sentence = `points that ${other.name} holds too have the same numbers there: ${same} of ${shared.length}`;
  return [{ study, shared, sentence, holds: same === shared.length }];
}

/** All that the numbers of a point depend on, but for the point itself. */
function wayOf({ settings }: SavedStudy): string {
  const { amplitudes: _, minVoltages: __, seeds: ___, ...way } = settings;
  return JSON.stringify(Object.entries(way).sort(([one], [other]) => (one < other ? -1 : 1)));
}
