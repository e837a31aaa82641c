import { InputError } from '../../base/input-error.ts';
import { planPoints, type StudyPoint } from '../run/plan.ts';
import { sortRows } from '../run/series.ts';
import type { RecordedTraining } from '../training/training-manifest.ts';
import type { Row } from './row.ts';
import { requireSameWay } from './saved-study.ts';
import type { SeriesSettings, StudySettings } from './settings.ts';

/** What a trained network did at one operating point, as it was kept. */
export interface Evaluation {
  /** Where it lies. */
  readonly name: string;
  /** What came of it. */
  readonly row: Row;
  /** How it was run. */
  readonly settings: StudySettings;
  /** How its network was trained. */
  readonly training: RecordedTraining;
}

/** Which points are wanted, in which order; what is left out is all that there are, ascending, no floor last. */
export type Selection = Partial<Pick<SeriesSettings, 'amplitudes' | 'minVoltages' | 'seeds'>>;

/**
 * Puts single evaluations together to the study that one sweep would have made: the same settings, the same rows.
 *
 * @throws {InputError} if a point is missing or there twice, or the evaluations are not of one study
 */
export function joinEvaluations(
  evaluations: readonly Evaluation[],
  selection: Selection = {},
): { readonly settings: SeriesSettings; readonly rows: Row[] } {
  const wanted = evaluations.filter(({ row }) => isSelected(row, selection));
  const [first] = wanted;
  if (!first) throw new InputError('there are no evaluations at the points that are asked for');
  for (const evaluation of wanted) {
    requireOwnSeed(evaluation);
    requireSameWay(wayOf(first), wayOf(evaluation), freeSettings, 'joined');
  }
  requireOneNetwork(wanted);
  const settings = seriesOf(first, gridOf(wanted, selection));
  requireAllPoints(wanted, settings);
  const rows = wanted.map(({ row }) => row);
  return { settings, rows: sortRows(rows, settings) };
}

function isSelected(row: Row, { amplitudes, minVoltages, seeds }: Selection): boolean {
  return (
    (amplitudes?.includes(row.amplitude) ?? true) &&
    (minVoltages?.includes(row.minVoltage) ?? true) &&
    (seeds?.includes(row.seed) ?? true)
  );
}

/** Settings in which the evaluations of a study differ. */
const freeSettings = ['amplitudes', 'minVoltages', 'seeds', 'networkDigest', 'seed'];

/** How an evaluation was made, its training included; the amplitude of training belongs to the point if retrained. */
function wayOf({ name, settings, training }: Evaluation): { readonly name: string; readonly settings: object } {
  const { imagesDigest, amplitude, rescalingBase, ...recipe } = training;
  const trainedFor = settings.mode === 'fixed' ? amplitude : null;
  return {
    name,
    settings: { ...settings, ...recipe, trainedFor, trainingImagesDigest: imagesDigest, trainedBase: rescalingBase },
  };
}

function requireOwnSeed({ name, row, settings, training }: Evaluation): void {
  if (row.seed !== training.seed)
    throw new InputError(`${name}: has seed ${row.seed}, but its network was trained with seed ${training.seed}`);
  if (settings.initialVoltage !== training.initialVoltage)
    throw new InputError(
      `${name}: has --initial-voltage ${settings.initialVoltage}, but its network was trained with ${training.initialVoltage}`,
    );
}

/** What was trained with the same seed for the same amplitude is the same network, bit for bit. */
function requireOneNetwork(evaluations: readonly Evaluation[]): void {
  const known = new Map<string, Evaluation>();
  for (const evaluation of evaluations) {
    const place = `amplitude ${evaluation.training.amplitude}, seed ${evaluation.training.seed}`;
    const before = known.get(place) ?? evaluation;
    known.set(place, before);
    if (before.settings.networkDigest !== evaluation.settings.networkDigest)
      throw new InputError(
        `${evaluation.name}: was run with another network than ${before.name}, though both have ${place}`,
      );
  }
}

function gridOf(evaluations: readonly Evaluation[], selection: Selection): Required<Selection> {
  const rows = evaluations.map(({ row }) => row);
  const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
  const floors = [...new Set(rows.map((row) => row.minVoltage))];
  return {
    amplitudes: selection.amplitudes ?? ascending(rows.map((row) => row.amplitude)),
    minVoltages: selection.minVoltages ?? floors.sort((a, b) => depthOf(a) - depthOf(b)),
    seeds: selection.seeds ?? ascending(rows.map((row) => row.seed)),
  };
}

const depthOf = (floor: number | null): number => (floor === null ? Number.MAX_VALUE : -floor);

/** The settings of the sweep, key after key as a sweep has them. */
function seriesOf({ settings, training }: Evaluation, grid: Required<Selection>): SeriesSettings {
  const { networkDigest: _, ...common } = settings;
  const { epochs, trainImages, batchSize, imagesDigest, amplitude, rescalingBase, initialVoltage } = training;
  const trainedFor = settings.mode === 'fixed' ? amplitude : null;
  const recipe = { epochs, trainImages, batchSize, imagesDigest, amplitude: trainedFor, rescalingBase };
  return { ...common, ...grid, initialVoltage, training: recipe };
}

function requireAllPoints(evaluations: readonly Evaluation[], settings: SeriesSettings): void {
  const known = new Map<string, string>();
  for (const { name, row } of evaluations) {
    const place = describePoint(row);
    const before = known.get(place);
    if (before !== undefined) throw new InputError(`${name}: holds ${place}, as ${before} does; give one of them`);
    known.set(place, name);
  }
  const missing = planPoints(settings)
    .map(describePoint)
    .filter((place) => !known.has(place));
  if (missing.length > 0) {
    const others = missing.length > 1 ? `, and ${missing.length - 1} more are` : ' is';
    throw new InputError(`the evaluation at ${missing[0]}${others} missing`);
  }
}

function describePoint({ amplitude, minVoltage, seed }: StudyPoint): string {
  return `amplitude ${amplitude}, floor ${minVoltage ?? 'none'}, seed ${seed}`;
}
