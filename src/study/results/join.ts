import { InputError } from '../../base/input-error.ts';
import { requireCombinable } from '../folder/same-settings.ts';
import { describePoint, planPoints, sortRows } from '../run/plan.ts';
import type { RecordedTraining } from '../training/training-manifest.ts';
import type { Row } from './row.ts';
import type { SeriesSettings, StudySettings } from './settings.ts';

/** The saved results of a trained network at one operating point. */
export interface Evaluation {
  readonly name: string;
  readonly row: Row;
  readonly settings: StudySettings;
  readonly training: RecordedTraining;
}

/** The points to join, in this order. If a field is omitted, it means all values, ascending, with no floor last. */
export type Selection = Partial<Pick<SeriesSettings, 'amplitudes' | 'minVoltages' | 'seeds'>>;

/**
 * Joins single evaluations to the study of an equivalent sweep, with the same settings and rows.
 *
 * @throws {InputError} if a point is missing or duplicated, or the evaluations do not belong to one study
 */
export function joinEvaluations(
  evaluations: readonly Evaluation[],
  selection: Selection = {},
): { readonly settings: SeriesSettings; readonly rows: Row[] } {
  const wanted = evaluations.filter(({ row }) => isSelected(row, selection));
  const [first] = wanted;
  if (!first) throw new InputError('there are no evaluations at the requested points');
  for (const evaluation of wanted) {
    requireOwnSeed(evaluation);
    requireCombinable(describeMaking(first), describeMaking(evaluation), freeSettings);
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

/** The settings of an evaluation, including the training. A retrained network's amplitude belongs to the point. */
function describeMaking({ name, settings, training }: Evaluation) {
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

/** Training with the same seed for the same amplitude gives the same network, bit for bit. */
function requireOneNetwork(evaluations: readonly Evaluation[]): void {
  const first = new Map<string, Evaluation>();
  for (const evaluation of evaluations) {
    const training = `amplitude ${evaluation.training.amplitude}, seed ${evaluation.training.seed}`;
    const before = first.get(training) ?? evaluation;
    first.set(training, before);
    if (before.settings.networkDigest !== evaluation.settings.networkDigest)
      throw new InputError(
        `${evaluation.name}: its network is not the one of ${before.name}, but both have ${training}`,
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

/** The settings of the sweep, with the keys in the order in which a sweep writes them. */
function seriesOf({ settings, training }: Evaluation, grid: Required<Selection>): SeriesSettings {
  const { networkDigest: _, ...common } = settings;
  const { epochs, trainImages, batchSize, imagesDigest, amplitude, rescalingBase, initialVoltage } = training;
  const trainedFor = settings.mode === 'fixed' ? amplitude : null;
  const recipe = { epochs, trainImages, batchSize, imagesDigest, amplitude: trainedFor, rescalingBase };
  return { ...common, ...grid, initialVoltage, training: recipe };
}

function requireAllPoints(evaluations: readonly Evaluation[], settings: SeriesSettings): void {
  const first = new Map<string, string>();
  for (const { name, row } of evaluations) {
    const point = describePoint(row);
    const before = first.get(point);
    if (before !== undefined) throw new InputError(`${name}: contains ${point}, as does ${before}; omit one of them`);
    first.set(point, name);
  }
  const missing = planPoints(settings)
    .map(describePoint)
    .filter((point) => !first.has(point));
  if (missing.length > 0) {
    const others = missing.length > 1 ? `, and ${missing.length - 1} more are` : ' is';
    throw new InputError(`the evaluation at ${missing[0]}${others} missing`);
  }
}
