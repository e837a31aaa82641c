import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import { microBatchSize } from '../../src/simulator/training/micro-batch.ts';
import { zeroParameters } from '../../src/simulator/training/parameters.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { type Training, trainEpoch } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import type { Answer, Request, SpikesRequest, StartRequest, TrainRequest } from '../contender.ts';
import { engineCode } from './engine.ts';
import type { MeasuredCode, OpenTraining } from './measured-code.ts';
import { readableCode } from './readable.ts';

// this file is the process. Its arguments are `readable`, or `engine` and a number of threads
const [, , way, workers] = process.argv;

/** State between requests. */
interface Bench {
  readonly network: Network;
  readonly code: MeasuredCode;
  readonly directory: string;
  readonly images: readonly Uint8Array[];
  /** Opened by the first request for training. All later ones have the same settings. */
  opened?: OpenTraining & { readonly examples: readonly Example[] };
}

let bench: Bench | undefined;

function start({ weights, testImages }: StartRequest): Omit<Answer, 'peakBytes'> {
  const directory = dirname(testImages);
  const network = readNetwork(weights);
  const code = way === 'engine' ? engineCode(weights, network.architecture, Number(workers)) : readableCode(network);
  bench = { network, code, directory, images: loadMnist('test', directory).images };
  return { versions: { Node: process.versions.node, V8: process.versions.v8 } };
}

async function spikes({ images, code, network }: Bench, request: SpikesRequest): Promise<Omit<Answer, 'peakBytes'>> {
  const { first, images: count, steps, amplitude } = request;
  const shown = images.slice(first, first + count);
  const classify = await code.prepare({ ...tutorialPoint, steps, amplitude });
  const begin = performance.now();
  const classified = await classify(shown);
  const seconds = (performance.now() - begin) / 1000;
  const neurons = network.initialVoltage.reduce((sum, { length }) => sum + length, 0);
  return {
    seconds,
    predicted: classified.predicted,
    spikesPerNeuronStep: classified.spikes / (neurons * steps * count),
  };
}

async function train(bench: Bench, { images, amplitude, batchSize }: TrainRequest): Promise<Omit<Answer, 'peakBytes'>> {
  const { network } = bench;
  bench.opened ??= openTraining(bench, { images, amplitude, batchSize });
  const { examples, accumulateGradients } = bench.opened;
  const { seed, optimizer, initialVoltage, precision } = tutorialRecipe;
  const recipe = { seed, optimizer, initialVoltage, precision, amplitude, batchSize };
  const training: Training = {
    architecture: network.architecture,
    recipe,
    parameters: network,
    meanSquare: zeroParameters(network, precision),
    epoch: 0,
    initialVoltage: network.initialVoltage,
  };
  const batch = examples.slice(0, batchSize);
  const first = await accumulateGradients(network, microBatches(batch), batch.length, recipe);
  const begin = performance.now();
  await trainEpoch(training, examples, accumulateGradients);
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, loss: first.reduce((sum, { loss }) => sum + loss, 0) / batch.length };
}

function openTraining(
  { code, directory }: Bench,
  { images: count, amplitude, batchSize }: Pick<TrainRequest, 'images' | 'amplitude' | 'batchSize'>,
): NonNullable<Bench['opened']> {
  const { images, labels } = loadMnist('train', directory);
  const examples = images.slice(0, count).map((image, index) => ({ image, label: labels[index] as number }));
  return { examples, ...code.openTraining(examples, amplitude, batchSize) };
}

function microBatches(examples: readonly Example[]): Example[][] {
  const count = Math.ceil(examples.length / microBatchSize);
  return Array.from({ length: count }, (_, part) => examples.slice(part * microBatchSize, (part + 1) * microBatchSize));
}

async function answer(request: Request): Promise<Omit<Answer, 'peakBytes'>> {
  if (request.command === 'start') return start(request);
  if (bench === undefined) throw new Error('the first request must be start');
  return request.command === 'spikes' ? spikes(bench, request) : train(bench, request);
}

for await (const line of createInterface(process.stdin)) {
  const request = JSON.parse(line) as Request & { id: number };
  const given = await answer(request);
  process.stdout.write(`${JSON.stringify({ id: request.id, ...given, peakBytes: peakBytes() })}\n`);
}
await bench?.opened?.close();
await bench?.code.stop();

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
