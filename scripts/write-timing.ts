import { writeFileSync } from 'node:fs';
import { formatJson } from '../src/base/text.ts';
import { prepareStudy, type StudyRequest } from '../src/study/run/prepare-study.ts';
import { runStudy } from '../src/study/run/run-study.ts';

/** How many images change their class if only the timing of spikes changes, or the amplitude by one step. */
export interface TimingChanges {
  readonly images: number;
  /** Other initial voltages than the network's own [seed of the voltages]. */
  readonly voltages: readonly { readonly amplitude: number; readonly changed: readonly number[] }[];
  readonly steps: readonly AmplitudeStep[];
}

interface AmplitudeStep {
  readonly from: number;
  readonly to: number;
  readonly changed: number;
}

const images = 1000;
const request = { images, steps: 30, minVoltages: [0], precision: 'float32' } as const;
const own = { ...request, initialVoltage: 'file' } as const;
const drawn = { ...request, initialVoltage: 'uniform' } as const;
const seeds = [1, 2, 3, 4, 5];

/**
 * Counts how many of the first 1,000 test images NengoDL's network, with the floor, classifies differently with other
 * initial voltages, and at the next amplitude: fixtures/studies/nengo-dl-timing.json. This takes a minute.
 */
export async function writeTiming(): Promise<void> {
  const voltages: TimingChanges['voltages'][number][] = [];
  for (const amplitude of [0.01, 0.5]) {
    const [before] = (await classify(own, [amplitude], [0])) as [readonly number[]];
    const others = await classify(drawn, [amplitude], seeds);
    voltages.push({ amplitude, changed: others.map((after) => countChanged(before, after)) });
  }
  const steps = [await measureStep(0.01, 0.02), await measureStep(0.49, 0.5)];
  writeFileSync('fixtures/studies/nengo-dl-timing.json', formatJson({ images, voltages, steps }));
}

/** Counts the images that change their class between two amplitudes. */
export async function measureStep(from: number, to: number): Promise<AmplitudeStep> {
  const [before, after] = (await classify(own, [from, to], [0])) as [readonly number[], readonly number[]];
  return { from, to, changed: countChanged(before, after) };
}

/** The class of each image, at every amplitude or with every seed [point][image]. */
async function classify(request: StudyRequest, amplitudes: readonly number[], seeds: readonly number[]) {
  const results = await runStudy(prepareStudy(request, amplitudes, seeds), { workers: 1, engine: 'fast' });
  return results.map(({ predicted }) => predicted);
}

function countChanged(before: readonly number[], after: readonly number[]): number {
  return before.filter((label, image) => label !== after[image]).length;
}
