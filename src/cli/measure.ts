import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { versions } from '../base/version.ts';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import { build } from '../simulator/network/build.ts';
import type { JobStudy, JobTraining } from '../study/jobs.ts';
import type { EvaluationMeasurement, Measurement, SpikingSpeed, TrainingMeasurement } from '../study/measurement.ts';
import { writeNetwork } from '../study/network/folder.ts';
import { openEvaluator } from '../study/run/evaluator.ts';
import { operatingPoint, planTasks } from '../study/run/plan.ts';
import { runStudy, type Study } from '../study/run/run-study.ts';
import { trainNetwork } from '../study/training/train-network.ts';
import { interruptible } from './interruption.ts';
import { prepareStudy } from './prepare.ts';
import { loadTrainingImages } from './training-budget.ts';

/** Time of the processor that a speed is measured over, and that its code is warmed up for, seconds. */
const measuredSeconds = 0.5;
/** The same for training, whose batches are few. */
const measuredTrainingSeconds = 3;

/**
 * Measures what single jobs of a study cost, in some seconds on one core: a short training, and images shown at the
 * smallest and largest amplitude with every floor. The tutorial network has NengoDL's weights for it, another those with
 * which training begins.
 */
export async function measureJobs(study: JobStudy): Promise<Measurement> {
  const architecture = architectures[study.network] as Architecture;
  const folder = mkdtempSync(join(tmpdir(), 'lifspec-plan-'));
  try {
    const evaluation = await measureEvaluation(study, weightsFor(architecture, folder));
    const training = study.training && (await measureTraining(architecture, study.training, join(folder, 'network')));
    return { network: study.network, processor: cpus()[0]?.model ?? 'unknown', training, evaluation };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function weightsFor(architecture: Architecture, folder: string): { weights?: string } {
  if (architecture.name === 'tutorial') return {};
  const weights = join(folder, 'weights');
  writeNetwork(weights, build(architecture, 0));
  return { weights };
}

async function measureEvaluation(
  { amplitudes, minVoltages, images }: JobStudy,
  weights: { weights?: string },
): Promise<EvaluationMeasurement> {
  const options = { ...weights, images, steps: 30, workers: 1, engine: 'fast', precision: 'float32' } as const;
  const extremes = [...new Set([Math.min(...amplitudes), Math.max(...amplitudes)])];
  const study = prepareStudy({ ...options, initialVoltage: 'file', minVoltage: minVoltages }, extremes, [0]);
  await runStudy(study, planTasks(study.settings).slice(0, 1), options); // as a job begins
  const [startSeconds, memoryMegabytes] = [processorSeconds(), peakMegabytes()];
  return { startSeconds, memoryMegabytes, ...(await measureSpeeds(study)) };
}

async function measureSpeeds({ network, settings, images }: Study) {
  const evaluator = await openEvaluator('fast');
  const points = settings.amplitudes.flatMap((amplitude) =>
    settings.minVoltages.map((minVoltage) => ({ amplitude, minVoltage })),
  );
  const spiking = points.map((point): SpikingSpeed => {
    const show = evaluator.spiking(network, operatingPoint(point, settings));
    return { ...point, imagesPerSecond: imagesPerSecond(show, images) };
  });
  const [first] = points as [(typeof points)[number]];
  const rates = evaluator.rates(network, operatingPoint(first, settings));
  return { spiking, ratesPerSecond: imagesPerSecond(rates, images) };
}

/** Shows images, the first again after the last, until enough time has gone. */
function imagesPerSecond(show: (images: readonly Uint8Array[]) => unknown, images: readonly Uint8Array[]): number {
  let shown = 0;
  const showFor = (seconds: number) => {
    const start = { shown, seconds: processorSeconds() };
    while (processorSeconds() - start.seconds < seconds) show([images[shown++ % images.length] as Uint8Array]);
    return (shown - start.shown) / (processorSeconds() - start.seconds);
  };
  showFor(measuredSeconds / 2);
  return showFor(measuredSeconds);
}

async function measureTraining(
  architecture: Architecture,
  { trainImages, batchSize }: JobTraining,
  directory: string,
): Promise<TrainingMeasurement> {
  const before = processorSeconds();
  const { examples, imagesDigest } = loadTrainingImages(trainImages);
  const recipe = { seed: 0, amplitude: 0.01, rescalingBase: null, batchSize, trainImages, imagesDigest };
  const settings = { architecture, ...recipe, epochs: Number.MAX_SAFE_INTEGER, initialVoltage: 'uniform' } as const;
  const marks: { readonly images: number; readonly seconds: number }[] = [];
  const enough = new AbortController();
  const onProgress = ({ images }: { readonly images: number }) => {
    marks.push({ images, seconds: processorSeconds() });
    if (processorSeconds() - (marks[0]?.seconds ?? 0) > measuredTrainingSeconds) enough.abort(enough);
  };
  await interruptible((signal) =>
    trainNetwork(directory, settings, examples, {
      workers: 1,
      versions,
      onProgress,
      signal: AbortSignal.any([signal, enough.signal]),
    }),
  ).catch((reason) => {
    if (reason !== enough) throw reason;
  });
  return { ...speedOf(marks, before), memoryMegabytes: peakMegabytes() };
}

/** The start is the time before the first batch was done, less what a batch takes later. */
function speedOf(marks: readonly { readonly images: number; readonly seconds: number }[], before: number) {
  const [first, last] = [marks[0], marks.at(-1)] as [(typeof marks)[number], (typeof marks)[number]];
  const imagesPerSecond = (last.images - first.images) / (last.seconds - first.seconds);
  return { imagesPerSecond, startSeconds: Math.max(0, first.seconds - before - first.images / imagesPerSecond) };
}

/** Time that all threads of this process together had of the processor since it began, seconds. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1000;
}
