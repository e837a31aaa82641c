import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { createEngine, type PreparedNetwork } from '../../src/engine/engine.ts';
import { openTrainingPool } from '../../src/engine/training-pool.ts';
import { foldForSpikes, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import {
  accumulateGradients,
  type Example,
  type GradientAccumulator,
  microBatchSize,
} from '../../src/simulator/training/gradient.ts';
import { zeroParameters } from '../../src/simulator/training/parameters.ts';
import { trainEpoch, tutorialRecipe } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import type { ConventionName, SpikesRequest, StartRequest, TrainRequest, WorkRequest } from '../contender.ts';
import type { Answer } from '../conversation.ts';
import { countSpikes, prepareMatched } from './conventions.ts';
import { startEngine } from './engine.ts';

// this file is the process. Its arguments are `readable`, `conventions`, or `engine` and a number of threads
const [, , way, workers = ''] = process.argv;

/** Images on which the spikes of conventions are matched. */
const matchedImages = 50;

type Work = Omit<Answer, 'peakBytes'>;

/** Gradients of batches, and the end of the threads that compute them. */
interface OpenTraining {
  readonly accumulateGradients: GradientAccumulator;
  readonly close: () => Promise<void>;
}

/** State between requests. */
class Bench {
  readonly #network: Network;
  readonly #folder: string;
  readonly #threads: ReturnType<typeof startEngine> | undefined;
  readonly #matched = new Map<ConventionName, PreparedNetwork>();
  /** Opened by the first request for training. All later ones have the same settings. */
  #training: (OpenTraining & { readonly examples: readonly Example[] }) | undefined;

  constructor({ weights, testImages }: StartRequest) {
    this.#network = readNetwork(weights);
    this.#folder = dirname(testImages);
    this.#threads = way === 'engine' ? startEngine(weights, Number(workers)) : undefined;
  }

  async spikes({ images: count, steps, amplitude, convention }: SpikesRequest): Promise<Work> {
    const images = loadMnist('test', this.#folder).images.slice(0, count);
    const point = { steps, amplitude };
    if (convention !== undefined) return await this.#runConvention(convention, { ...tutorialPoint, ...point }, images);
    const folded = foldForSpikes(this.#network, { ...tutorialPoint, ...point });
    await this.#threads?.prepare(point);
    const begin = performance.now();
    const predicted = this.#threads
      ? await this.#threads.classify(images, point)
      : images.map((image) => runSpiking(folded, image).predicted);
    return { seconds: secondsSince(begin), predicted };
  }

  async #runConvention(name: ConventionName, point: OperatingPoint, images: readonly Uint8Array[]): Promise<Work> {
    const some = images.slice(0, matchedImages);
    const prepared = this.#matched.get(name) ?? prepareMatched(await createEngine(), this.#network, point, name, some);
    this.#matched.set(name, prepared);
    const begin = performance.now();
    const counts = countSpikes(prepared, images);
    return { seconds: secondsSince(begin), spikes: counts.reduce((sum, count) => sum + count, 0) };
  }

  async train({ images, amplitude, batchSize }: TrainRequest): Promise<Work> {
    const network = this.#network;
    this.#training ??= this.#openTraining(images, amplitude);
    const { examples, accumulateGradients } = this.#training;
    const batch = examples.slice(0, batchSize);
    const point = { ...tutorialPoint, amplitude };
    const first = await accumulateGradients(network, microBatches(batch), batch.length, point);
    const loss = first.flatMap(({ results }) => results).reduce((sum, one) => sum + one.loss, 0) / batch.length;
    const recipe = { ...tutorialRecipe, amplitude, batchSize };
    const training = { recipe, epoch: 0, network, meanSquare: zeroParameters(network, recipe.precision) };
    const begin = performance.now();
    await trainEpoch(training, examples, accumulateGradients);
    return { seconds: secondsSince(begin), loss };
  }

  #openTraining(count: number, amplitude: number): OpenTraining & { examples: Example[] } {
    const { images, labels } = loadMnist('train', this.#folder);
    const examples = images.slice(0, count).map((image, index) => ({ image, label: labels[index] as number }));
    if (way !== 'engine') return { examples, accumulateGradients, close: async () => {} };
    return { examples, ...openTrainingPool(this.#network.architecture, amplitude, Number(workers)) };
  }

  async stop(): Promise<void> {
    await this.#training?.close();
    this.#threads?.stop();
  }
}

function secondsSince(begin: number): number {
  return (performance.now() - begin) / 1000;
}

function microBatches(examples: readonly Example[]): Example[][] {
  const count = Math.ceil(examples.length / microBatchSize);
  return Array.from({ length: count }, (_, part) => examples.slice(part * microBatchSize, (part + 1) * microBatchSize));
}

/** Peak memory of this process from Linux, because the counter of Node starts at that of its parent. */
function peakBytes(): number {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (match !== null) return Number(match[1]) * 1024;
  } catch {
    // not Linux
  }
  return process.resourceUsage().maxRSS * 1024;
}

let bench: Bench | undefined;

async function answer(request: StartRequest | WorkRequest): Promise<Work> {
  if (request.command === 'start') {
    bench = new Bench(request);
    return { versions: { Node: process.versions.node, V8: process.versions.v8 } };
  }
  if (bench === undefined) throw new Error('the first request must be start');
  return request.command === 'spikes' ? bench.spikes(request) : bench.train(request);
}

for await (const line of createInterface(process.stdin)) {
  const request = JSON.parse(line) as (StartRequest | WorkRequest) & { id: number };
  const work = await answer(request);
  process.stdout.write(`${JSON.stringify({ id: request.id, ...work, peakBytes: peakBytes() })}\n`);
}
await bench?.stop();
