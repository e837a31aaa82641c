import { createEngine } from '../../engine/engine.ts';
import type { PreparedNetwork, Watch } from '../../engine/prepared.ts';
import { foldForRates, foldForSpikes } from '../../simulator/network/effective.ts';
import { median } from '../statistics/statistics.ts';
import { operatingPoint, planPoints, type StudyPoint } from './plan.ts';
import type { Study } from './study.ts';

/** Number of images shown after the warm-up. */
const mostImages = 200;
/**
 * Number of images of the warm-up. The first call of a kernel compiles it, and its first few hundred steps run
 * unoptimized.
 */
const warmUpImages = 20;

/** Milliseconds spent in each stage [image]. */
type Stages = ReadonlyMap<string, readonly number[]>;

/**
 * Times every stage of the engine at the first point of a study, on this thread only.
 *
 * @returns a table, or why nothing can be timed
 */
export async function describeProfile({ settings, network, images }: Study): Promise<string> {
  const [first] = planPoints(settings) as [StudyPoint];
  const point = operatingPoint(first, settings);
  const { prepare } = await createEngine();
  const [spiking, rates] = [prepare(foldForSpikes(network, point)), prepare(foldForRates(network, point))];
  if (spiking.path === 'readable') return `no profile: the readable code runs because ${spiking.reason}`;
  const shown = images.slice(0, Math.min(settings.images, mostImages));
  return [
    `one thread, ${shown.length} images at amplitude ${point.amplitude}, milliseconds per image (medians)\n`,
    formatStages('with spikes', takeTimes(spiking, 'runSpiking', shown)),
    formatStages('rate network', takeTimes(rates, 'runRates', shown)),
  ]
    .join('')
    .trimEnd();
}

function takeTimes(network: PreparedNetwork, run: 'runSpiking' | 'runRates', images: readonly Uint8Array[]): Stages {
  for (const image of images.slice(0, warmUpImages)) network[run](image);
  const stages = new Map<string, number[]>();
  let last = 0;
  const watch: Watch = (stage) => {
    const time = performance.now() - last;
    stages.set(stage, [...(stages.get(stage) ?? []), time]);
    last = performance.now();
  };
  for (const image of images) {
    last = performance.now();
    network[run](image, watch);
  }
  return stages;
}

function formatStages(title: string, stages: Stages): string {
  if (stages.size === 0) return ''; // the readable code runs the rate network in float64
  // another process that occupies the processor for a while shifts the mean, but not the median
  const medians = Array.from(stages, ([name, times]) => [name, median(times)] as const);
  const total = medians.reduce((sum, [, time]) => sum + time, 0);
  const line = (name: string, time: number) =>
    `${name.padEnd(18)} ${time.toFixed(3)} ${`${Math.round((100 * time) / total)} %`.padStart(6)}\n`;
  return line(title, total) + medians.map(([name, time]) => line(`  ${name}`, time)).join('');
}
