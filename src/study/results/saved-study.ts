import { InputError } from '../../base/input-error.ts';
import type { Row } from './row.ts';
import { placeOf } from './seed-summary.ts';
import type { SeriesSettings, StudySettings } from './settings.ts';

/** A study that has ended, as it was kept. */
export interface SavedStudy {
  /** Where it lies, or what it is called. */
  readonly name: string;
  /** With what it was made. */
  readonly settings: StudySettings | SeriesSettings;
  /** In the order of `planPoints`. */
  readonly rows: readonly Row[];
}

/** Settings in which studies may differ and still be of one kind: more points, or more networks. */
const free = ['amplitudes', 'minVoltages', 'seeds', 'networkDigest'];

/**
 * Puts the rows of studies together, so that they can be summed up over seeds.
 *
 * @throws {InputError} if two studies of one kind of network were run in different ways, or hold the same point twice
 */
export function rowsTogether(studies: readonly SavedStudy[]): Row[] {
  for (const [index, study] of studies.entries()) {
    for (const other of studies.slice(0, index))
      if (kindOf(other) === kindOf(study)) requireSameWay(other, study, free, 'summed up');
  }
  const known = new Map<string, string>();
  for (const { name, rows } of studies) {
    for (const row of rows) {
      const place = `${placeOf(row)}, seed ${row.seed}`;
      const before = known.get(place);
      if (before !== undefined) throw new InputError(`${name}: holds ${place}, as ${before} does; give one of them`);
      known.set(place, name);
    }
  }
  return studies.flatMap(({ rows }) => rows);
}

function kindOf({ rows }: SavedStudy): string {
  const { mode, network, rescaled } = rows[0] as Row;
  return JSON.stringify([mode, network, rescaled]);
}

/**
 * Requires that two results were made in the same way, but for what is free.
 *
 * @param done - what is done with them, `summed up`
 * @throws {InputError} naming the first setting that differs
 */
export function requireSameWay(
  one: { readonly name: string; readonly settings: object },
  other: { readonly name: string; readonly settings: object },
  free: readonly string[],
  done: string,
): void {
  const [before, now] = [one, other].map(({ settings }) => new Map<string, unknown>(Object.entries(settings)));
  for (const name of new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])])) {
    const [was, is] = [before, now].map((settings) => JSON.stringify(settings?.get(name)) ?? 'none');
    if (!free.includes(name) && was !== is)
      throw new InputError(
        `${other.name}: has ${name} ${is}, but ${one.name} has ${was}; they cannot be ${done} together`,
      );
  }
}
