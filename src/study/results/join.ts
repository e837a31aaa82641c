import { groupBy } from '../../base/group-by.ts';
import { InputError } from '../../base/input-error.ts';
import { describePoint, planPoints } from '../run/plan.ts';
import { completeSweep } from '../run/sweep.ts';
import type { StudySettings } from '../settings.ts';
import type { NamedSweep, Row } from './saved-results.ts';

/** Results of one version of lifspec. */
type Part = Omit<NamedSweep, 'answer'>;

/** The settings that may differ between parts of one study. */
const gridNames = ['amplitudes', 'minVoltages', 'seeds'] as const;

/**
 * Joins results with the same settings at different points, such as those of many jobs, to the studies that single
 * sweeps would have made, with the same bytes.
 *
 * @throws {InputError} if a point is missing or duplicated
 */
export function joinStudies(parts: readonly Part[]): NamedSweep[] {
  return [...groupBy(parts, settingsWithoutGrid).values()].map((group) => joinStudy(group));
}

/** @throws {InputError} if the results of different sources of lifspec would be combined */
export function requireSameVersion(results: readonly NamedSweep[]): void {
  const [first] = results;
  const other = results.find((one) => sourceOf(one) !== sourceOf(first as NamedSweep));
  if (other === undefined) return;
  throw new InputError(
    `${other.name}: is from ${sourceOf(other)}, but ${first?.name} from ${sourceOf(first as NamedSweep)}; they cannot be combined`,
  );
}

function sourceOf({ versions: { lifspec, sources } }: NamedSweep): string {
  return `lifspec ${lifspec}${sources === undefined ? '' : ` (sources ${sources.slice(0, 12)})`}`;
}

function settingsWithoutGrid({ settings }: Part): string {
  return JSON.stringify({ ...settings, ...Object.fromEntries(gridNames.map((name) => [name, undefined])) });
}

function joinStudy(parts: readonly Part[]): NamedSweep {
  const [{ name, versions, settings }] = parts as [Part];
  const grid = Object.fromEntries(
    gridNames.map((one) => [one, [...new Set(parts.flatMap((part): readonly unknown[] => part.settings[one]))]]),
  ) as unknown as Pick<StudySettings, (typeof gridNames)[number]>;
  const joined = { ...settings, ...grid };
  return { ...completeSweep(joined, rowsAt(joined, parts)), versions, name };
}

/** The rows in the order of the points. Those of several amplitudes do not contain classes. */
function rowsAt(settings: StudySettings, parts: readonly Part[]): Row[] {
  const found = new Map<string, { readonly row: Row; readonly name: string }>();
  for (const { name, rows } of parts) {
    for (const row of rows) {
      const point = describePoint(row);
      const before = found.get(point)?.name;
      if (before !== undefined) throw new InputError(`${name}: contains ${point}, as does ${before}; omit one of them`);
      found.set(point, { row, name });
    }
  }
  const points = planPoints(settings).map(describePoint);
  const [missing, ...more] = points.filter((point) => !found.has(point));
  if (missing !== undefined) {
    const others = more.length > 0 ? `, and ${more.length} more are` : ' is';
    throw new InputError(`the result at ${missing}${others} missing`);
  }
  return points.map((point) => {
    const { row } = found.get(point) as { row: Row };
    if (settings.amplitudes.length === 1) return row;
    const { predicted: _, ratePredicted: __, ...numbers } = row;
    return numbers;
  });
}
