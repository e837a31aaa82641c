import { InputError } from '../../base/input-error.ts';
import { requireCombinable, requireDistinct } from '../folder/same-settings.ts';
import { describePoint, planPoints, sortRows } from '../run/plan.ts';
import type { Row } from './saved-results.ts';
import type { RecordedTraining, SeriesSettings, StudySettings } from './settings.ts';

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
  requireDistinct(wanted.map(({ name, row }) => ({ name, point: describePoint(row) })));
  const rows = wanted.map(({ row }) => row);
  const settings = seriesOf(first, { ...gridOf(rows), ...selection });
  requireAllPoints(rows, settings);
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
        `${evaluation.name}: its network differs from that of ${before.name}, although both have ${training}`,
      );
  }
}

/** All amplitudes, floors and seeds of some rows, ascending, but floors from the highest to none. */
function gridOf(rows: readonly Row[]): Required<Selection> {
  const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
  const depths = ascending(rows.map(({ minVoltage }) => -(minVoltage ?? Number.NEGATIVE_INFINITY)));
  return {
    amplitudes: ascending(rows.map(({ amplitude }) => amplitude)),
    minVoltages: depths.map((depth) => (depth === Number.POSITIVE_INFINITY ? null : 0 - depth)),
    seeds: ascending(rows.map(({ seed }) => seed)),
  };
}

/** The settings of the sweep, with the keys in the order in which a sweep writes them. */
function seriesOf({ settings, training }: Evaluation, grid: Required<Selection>): SeriesSettings {
  const { networkDigest: _, ...common } = settings;
  const { epochs, trainImages, batchSize, imagesDigest, amplitude, rescalingBase, initialVoltage } = training;
  const trainedFor = settings.mode === 'fixed' ? amplitude : null;
  const recipe = { epochs, trainImages, batchSize, imagesDigest, amplitude: trainedFor, rescalingBase };
  return { ...common, ...grid, initialVoltage, training: recipe };
}

function requireAllPoints(rows: readonly Row[], settings: SeriesSettings): void {
  const found = new Set(rows.map(describePoint));
  const [missing, ...more] = planPoints(settings)
    .map(describePoint)
    .filter((point) => !found.has(point));
  if (missing === undefined) return;
  const others = more.length > 0 ? `, and ${more.length} more are` : ' is';
  throw new InputError(`the evaluation at ${missing}${others} missing`);
}
