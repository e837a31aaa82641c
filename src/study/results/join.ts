import { groupBy } from '../../base/group-by.ts';
import { InputError } from '../../base/input-error.ts';
import { requireDistinct } from '../folder/same-settings.ts';
import { describePoint, planPoints } from '../run/plan.ts';
import { completeSweep } from '../run/sweep.ts';
import type { StudySettings } from '../settings.ts';
import type { Row, SavedStudy, SweepOutput } from './saved-results.ts';

/** The settings that may differ between parts of one study. */
const gridNames = ['amplitudes', 'minVoltages', 'seeds'] as const;

/**
 * Joins results with the same settings at different points, such as those of many jobs, to the studies that single
 * sweeps would have made, with the same bytes.
 *
 * @throws {InputError} if a point is missing or duplicated
 */
export function joinStudies(parts: readonly SavedStudy[]): (SweepOutput & SavedStudy)[] {
  return [...groupBy(parts, settingsWithoutGrid).values()].map((group) => joinStudy(group));
}

function settingsWithoutGrid({ settings }: SavedStudy): string {
  return JSON.stringify({ ...settings, ...Object.fromEntries(gridNames.map((name) => [name, undefined])) });
}

function joinStudy(parts: readonly SavedStudy[]): SweepOutput & SavedStudy {
  const [{ name, settings }] = parts as [SavedStudy];
  requireDistinct(parts.flatMap((part) => part.rows.map((row) => ({ name: part.name, point: describePoint(row) }))));
  const grid = Object.fromEntries(
    gridNames.map((one) => [one, [...new Set(parts.flatMap((part): readonly unknown[] => part.settings[one]))]]),
  ) as unknown as Pick<StudySettings, (typeof gridNames)[number]>;
  const joined = { ...settings, ...grid };
  return {
    ...completeSweep(
      joined,
      rowsAt(
        joined,
        parts.flatMap(({ rows }) => rows),
      ),
    ),
    name,
  };
}

/** The rows in the order of the points. Those of several amplitudes do not contain classes. */
function rowsAt(settings: StudySettings, rows: readonly Row[]): Row[] {
  const found = new Map(rows.map((row) => [describePoint(row), row]));
  const points = planPoints(settings).map(describePoint);
  const [missing, ...more] = points.filter((point) => !found.has(point));
  if (missing !== undefined) {
    const others = more.length > 0 ? `, and ${more.length} more are` : ' is';
    throw new InputError(`the result at ${missing}${others} missing`);
  }
  return points.map((point) => {
    const row = found.get(point) as Row;
    if (settings.amplitudes.length === 1) return row;
    const { predicted: _, ratePredicted: __, ...numbers } = row;
    return numbers;
  });
}
