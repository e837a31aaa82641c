import { writeFileSync } from 'node:fs';
import { drawNormal } from '../properties/oracles/fluctuating-lif.ts';
import { groupBy } from '../src/base/group-by.ts';
import { type RandomStream, randomStream } from '../src/base/random.ts';
import { formatJson } from '../src/base/text.ts';
import {
  findDrop,
  floorCausesDrop,
  rescalingTrainsAsWell,
  restIsInTheRateNetwork,
  synapsePreventsDrop,
} from '../src/study/evidence/drops.ts';
import { timingChangesClasses } from '../src/study/evidence/exact.ts';
import { seedsMatter, zigZagIsPerSeed } from '../src/study/evidence/seeds.ts';
import type { EvidenceFinding, FindEvidence } from '../src/study/evidence/study-evidence.ts';
import { readStudies } from '../src/study/results/read-saved.ts';
import type { Row, SavedStudy } from '../src/study/results/saved-results.ts';
import { oneAccuracyPoint } from '../src/study/statistics/accuracy-tests.ts';
import { curvesWithCommon } from '../src/study/statistics/common-zig-zag.ts';
import { mean, standardDeviation } from '../src/study/statistics/statistics.ts';
import { type IntervalCoverage, simulateCoverage } from './coverage.ts';
import { simulateSharedImages } from './coverage-of-images.ts';

/** How often each verdict occurs with new seeds, as fractions of the samples. */
export type VerdictRates = Readonly<Record<'holds' | 'undecided' | 'fails', number>>;

/** The chances of the verdict about a claim. */
export interface ErrorRates {
  readonly claim: string;
  readonly study: string;
  readonly seeds: number;
  readonly images: number;
  readonly method: string;
  /** How often the interval that decides the claim contains the truth; missing if a test without interval decides. */
  readonly coverage?: IntervalCoverage;
  /** If the truth is what the study measured. */
  readonly asMeasured: VerdictRates;
  /** The nearest truth in which the claim is false, in words. */
  readonly justFalse: string;
  /** In that case. */
  readonly ifFalse: VerdictRates;
}

/** A claim whose verdict is simulated: its study, and how the rows change in the nearest truth in which it is false. */
interface SimulatedClaim extends Pick<ErrorRates, 'claim' | 'study' | 'method' | 'justFalse'> {
  readonly find: FindEvidence;
  readonly falsify: (rows: readonly Row[]) => Row[];
  /** Draws new seeds in that truth; by default from the normal distribution of the changed rows. */
  readonly drawFalse?: typeof drawSeeds;
}

const samples = 2000;
const small = 0.01;
const large = 0.5;
const paired = "Student's t on differences paired by seed";

/** How a claim that accuracy drops is decided, with fixed weights and retrained. */
const accuracyDrops: Omit<SimulatedClaim, 'claim' | 'study'> = {
  method: `${paired}, 95 %, and Agresti–Caffo over images`,
  find: findDrop,
  justFalse: 'accuracy stays',
  falsify: (rows) => raise(rows, 'floor', dropOf(rows, 'floor')),
};

/** The claims that are decided by statistics over seeds. */
export const simulatedClaims: readonly SimulatedClaim[] = [
  { claim: 'C5', study: 'tutorial-all', ...accuracyDrops },
  {
    claim: 'C6',
    study: 'tutorial-fixed',
    method: 'common fraction of the zig-zag against simulated curves, 5 % each way',
    find: zigZagIsPerSeed,
    justFalse: 'half of it is common',
    falsify: (rows) => rows.filter(isOf('floor')),
    drawFalse: drawCommonZigZag,
  },
  {
    claim: 'C9',
    study: 'tutorial-all',
    method: 'χ² interval of the standard deviation, 90 %',
    find: seedsMatter,
    justFalse: 'the standard deviation is 1 point',
    falsify: (rows) => withSpread(rows, oneAccuracyPoint),
  },
  { claim: 'C11', study: 'tutorial-retrained', ...accuracyDrops },
  {
    claim: 'C12',
    study: 'tutorial-all',
    method: "Student's t over seeds, 5 % each way",
    find: timingChangesClasses,
    justFalse: 'one image in 1,000 changes its class',
    falsify: withFewChanges,
  },
  {
    claim: 'F2',
    study: 'tutorial-all',
    method: `${paired}, 5 % each way (TOST)`,
    find: floorCausesDrop,
    justFalse: 'without a floor, spikes end 1 point below the rate network',
    falsify: (rows) => raise(rows, 'no floor', endOf(rows, 'rates') - oneAccuracyPoint - endOf(rows, 'no floor')),
  },
  {
    claim: 'F3',
    study: 'miniature-rescaled',
    method: `${paired}, 5 % each way (TOST)`,
    find: rescalingTrainsAsWell,
    justFalse: 'rescaled training loses 1 point',
    falsify: (rows) => raise(rows, 'floor', dropOf(rows, 'floor') - oneAccuracyPoint),
  },
  {
    claim: 'F4',
    study: 'tutorial-all',
    method: `${paired}, 5 % each way (TOST)`,
    find: restIsInTheRateNetwork,
    justFalse: 'spikes lose 1 point more',
    falsify: (rows) => raise(rows, 'no floor', dropOf(rows, 'no floor') - dropOf(rows, 'rates') - oneAccuracyPoint),
  },
  {
    claim: 'F5',
    study: 'miniature-synapse',
    method: `${paired}, 5 % each way (TOST)`,
    find: synapsePreventsDrop,
    justFalse: 'spikes lose 1 point more',
    falsify: (rows) => raise(rows, 'floor', dropOf(rows, 'floor') - dropOf(rows, 'rates') - oneAccuracyPoint),
  },
];

/**
 * Simulates the verdicts on all claims with new seeds. Saves how often each verdict occurs, and how often intervals
 * contain the true value: fixtures/studies/error-rates.json.
 */
export function writeErrorRates(): void {
  const studies = readStudies('fixtures/studies');
  const rates = simulatedClaims.map((claim) => simulateVerdicts(claim, studies));
  const sharedImages = simulateSharedImages(studies.find(({ name }) => name === 'tutorial-all') as SavedStudy);
  writeFileSync('fixtures/studies/error-rates.json', formatJson({ samples, claims: rates, sharedImages }));
}

/** Simulates the verdict about a claim. */
export function simulateVerdicts(simulated: SimulatedClaim, studies: readonly SavedStudy[]): ErrorRates {
  const { claim, method, justFalse, find, falsify, drawFalse = drawSeeds } = simulated;
  const study = studies.find(({ name }) => name === simulated.study) as SavedStudy;
  const ratesOf = (rows: readonly Row[], world: string, draw: typeof drawSeeds): VerdictRates => {
    const stream = randomStream(`${claim} ${world}`);
    const verdicts = Array.from({ length: samples }, () => {
      const drawn = { ...study, rows: draw(rows, stream) };
      return (find(drawn, [...studies, drawn]) as EvidenceFinding).holds;
    });
    const fraction = (wanted: boolean | null) => verdicts.filter((one) => one === wanted).length / samples;
    return { holds: fraction(true), undecided: fraction(null), fails: fraction(false) };
  };
  const { seeds, images } = study.settings;
  const coverage = simulateCoverage(claim, seeds.length, studies);
  return {
    claim,
    study: study.name,
    seeds: seeds.length,
    images,
    method,
    ...(coverage && { coverage }),
    asMeasured: ratesOf(study.rows, 'as measured', drawSeeds),
    justFalse,
    ifFalse: ratesOf(falsify(study.rows), 'false', drawFalse),
  };
}

const measured = ['spikingAccuracy', 'rateAccuracy', 'agreement'] as const;

/**
 * Draws as many new seeds as there are, from the normal distribution with the means and covariances of the rows.
 *
 *   x = mean + Σ g_j · (x_j − mean)/√(n − 1),   g_j independent, normal
 */
function drawSeeds(rows: readonly Row[], stream: RandomStream): Row[] {
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  const weights = new Map(
    seeds.map((seed) => [seed, seeds.map(() => drawNormal(stream) / Math.sqrt(seeds.length - 1))]),
  );
  const groups = groupBy(rows, ({ amplitude, minVoltage }) => `${amplitude} ${minVoltage}`);
  const means = new Map(
    [...groups].map(([key, group]) => [key, measured.map((name) => mean(group.map((row) => row[name])))]),
  );
  return rows.map((row) => {
    const key = `${row.amplitude} ${row.minVoltage}`;
    const group = groups.get(key) as Row[];
    const own = weights.get(row.seed) as number[];
    const drawn = measured.map((name, index) => {
      const centre = (means.get(key) as number[])[index] as number;
      return group.reduce((sum, other, j) => sum + (own[j] as number) * (other[name] - centre), centre);
    });
    return { ...row, ...Object.fromEntries(measured.map((name, index) => [name, drawn[index]])) };
  });
}

type Curve = 'floor' | 'no floor' | 'rates';

const isOf = (curve: Curve) => (row: Row) => row.minVoltage === (curve === 'no floor' ? null : 0);
const nameOf = (curve: Curve) => (curve === 'rates' ? 'rateAccuracy' : 'spikingAccuracy');

function endOf(rows: readonly Row[], curve: Curve, amplitude = large): number {
  return mean(rows.filter((row) => isOf(curve)(row) && row.amplitude === amplitude).map((row) => row[nameOf(curve)]));
}

const dropOf = (rows: readonly Row[], curve: Curve) => endOf(rows, curve, small) - endOf(rows, curve);

/** Raises a spiking curve at its end. */
function raise(rows: readonly Row[], curve: Curve, by: number): Row[] {
  return rows.map((row) =>
    isOf(curve)(row) && row.amplitude === large ? { ...row, spikingAccuracy: row.spikingAccuracy + by } : row,
  );
}

/** Scales the differences between seeds at the end of the curve with the floor. */
function withSpread(rows: readonly Row[], deviation: number): Row[] {
  const ends = rows.filter((row) => isOf('floor')(row) && row.amplitude === large);
  const accuracies = ends.map(({ spikingAccuracy }) => spikingAccuracy);
  const scale = deviation / standardDeviation(accuracies);
  const centre = mean(accuracies);
  return rows.map((row) =>
    ends.includes(row) ? { ...row, spikingAccuracy: centre + scale * (row.spikingAccuracy - centre) } : row,
  );
}

/** Moves the agreement of spikes and rates so that one image in 1,000 changes its class. */
function withFewChanges(rows: readonly Row[]): Row[] {
  const own = rows.filter((row) => isOf('floor')(row) && row.amplitude === small);
  const by = 1 - 0.001 - mean(own.map(({ agreement }) => agreement));
  return rows.map((row) => ({ ...row, agreement: row.agreement + by }));
}

/** Draws curves without the trend, half of whose zig-zag is common to all. */
function drawCommonZigZag(rows: readonly Row[], stream: RandomStream): Row[] {
  const [seeds, amplitudes] = [rows.map(({ seed }) => seed), rows.map(({ amplitude }) => amplitude)].map((values) => [
    ...new Set(values),
  ]) as [number[], number[]];
  const curves = curvesWithCommon(0.5, seeds.length, amplitudes.length, stream);
  return rows.map((row) => {
    const curve = curves[seeds.indexOf(row.seed)] as number[];
    return { ...row, spikingAccuracy: 0.8 + 0.01 * (curve[amplitudes.indexOf(row.amplitude)] as number) };
  });
}
