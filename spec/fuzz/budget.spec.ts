import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { excessOf } from '../../src/base/json.ts';
import { versions } from '../../src/base/version.ts';
import { formatNpy } from '../../src/study/network/npy.ts';
import { planPoints } from '../../src/study/run/plan.ts';
import { main, miniatureWeights } from '../cli/command-line.ts';
import { describeSlow } from '../slow.ts';
import { madeUpRow, someSettings } from '../study/made-up.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { parsersIn } from './parsers.ts';

/**
 * The most that a command may use to read a file, with the start of Node. CPU time of a process of its own depends little
 * on what else the machine does.
 */
const most = { cpuSeconds: 2, megabytes: 300 };

/** A kind of JSON: the parser that has a valid text, the size limit, and a command that reads the kind. */
interface Kind {
  readonly parser: string;
  readonly megabytes: number;
  readonly command: readonly string[];
  /** The name of the file in a folder that the command reads. */
  readonly file?: string;
}

const sweep = ['sweep', '--images', '2', '--workers', '1', '--amplitudes', '0.01'];
const adapter = `process.stdin.once('data', () => process.stdout.write(fs.readFileSync(process.argv[1]) + '\\n'))`;

const kinds: readonly Kind[] = [
  { parser: 'results.json', megabytes: 16, command: ['report', 'FOLDER'], file: 'results.json' },
  { parser: 'verdicts', megabytes: 16, command: ['report', 'FILE'] },
  { parser: 'skip files', megabytes: 16, command: ['check', '--skip', 'FILE', '--', 'true'] },
  { parser: 'network.json', megabytes: 1, command: [...sweep, '--network', 'FOLDER'], file: 'network.json' },
  { parser: 'training.json', megabytes: 16, command: ['train', '--out', 'FOLDER'], file: 'training.json' },
  { parser: 'training.json', megabytes: 16, command: [...sweep, '--out', 'FOLDER'], file: 'study.json' },
  { parser: 'requests', megabytes: 48, command: ['serve'] },
  { parser: 'answers of a program', megabytes: 48, command: ['check', '--', process.execPath, '-e', adapter, 'FILE'] },
];

describeSlow('the most costly input within its limits', async () => {
  const parent = temporaryFolder(afterAll);
  const parsers = parsersIn(parent);

  it.each(kinds)('is read or refused within 2 s and 300 MB: $parser, by $command.0', { timeout: 300_000 }, (kind) => {
    const { valid } = parsers.find(({ name }) => name === kind.parser) as (typeof parsers)[number];
    const [text = ''] = valid;
    const manyNames = (count: number) => `{"x":{${repeated(count, (i) => `"k${i}":0`)}},${text.slice(1)}`;
    const manyItems = (count: number) =>
      text.replace(/\[|$/, (list) => `${list || ',['}${repeated(count, () => '{}')},`);
    for (const form of [manyNames, manyItems]) expectCheap(kind, largestOf(form, kind), parent);
  });

  it('is read within 2 s and 300 MB if it is an array of images', () => {
    const folder = miniatureWeights();
    const count = Math.floor(2 ** 26 / 784) - 1;
    writeFileSync(join(folder, 'images.npy'), formatNpy({ data: new Uint8Array(count * 784), shape: [count, 28, 28] }));
    writeFileSync(join(folder, 'labels.npy'), formatNpy({ data: new Uint8Array(count), shape: [count] }));
    const { status, cpuSeconds, megabytes } = measure([...sweep, '--network', folder]);
    expect(status).toBe(0);
    expect(cpuSeconds).toBeLessThan(2 * most.cpuSeconds); // it also runs the network
    expect(megabytes).toBeLessThan(most.megabytes);
  });

  it('is reported within 4 s and 300 MB if it is a study of 24,000 rows', () => {
    const folder = temporaryFolder();
    const amplitudes = Array.from({ length: 24_000 }, (_, index) => (index + 1) / 1000);
    const settings = { ...someSettings, amplitudes, minVoltages: [0] };
    const rows = planPoints(settings).map((point) => madeUpRow({ ...point, images: settings.images }));
    writeFileSync(join(folder, 'results.json'), JSON.stringify({ versions, settings, answer: ['yes'], rows }));
    const { status, cpuSeconds, megabytes } = measure(['report', folder]);
    expect(status).toBe(0);
    expect(cpuSeconds).toBeLessThan(2 * most.cpuSeconds); // it also writes the table
    expect(megabytes).toBeLessThan(most.megabytes);
  });

  const pieces = ['0 ', '1\t2\n', '#\n', '[', '[7],', '|', '·', '&', 'v=1&', 'neuron.rate=1&', '%', '%E2', '\u202e'];
  it.each(['links to the page', 'text pasted into the page'])('is read within 2 s on the page: %s', async (name) => {
    const { run } = parsers.find((one) => one.name === name) as (typeof parsers)[number];
    for (const piece of pieces) {
      for (const length of [4000, 100_000, 10_000_000])
        expect((await costOf(piece.repeat(length / piece.length), run)) / 1e6).toBeLessThan(most.cpuSeconds);
    }
  });
});

const repeated = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => item(index)).join();

/** The CPU time in microseconds that a parser needs. */
async function costOf(text: string, run: (text: string) => unknown): Promise<number> {
  const start = process.cpuUsage();
  await Promise.resolve(text)
    .then(run)
    .catch(() => {});
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** The largest text of a form within the limits, to a factor of two. */
function largestOf(form: (count: number) => string, { megabytes }: Kind): string {
  const perItem = (form(1000).length - form(0).length) / 1000;
  let count = Math.floor((0.99 * megabytes * 2 ** 20) / perItem);
  while (count > 60 && excessOf(Buffer.from(form(count))) !== undefined) count = Math.floor(count / 2);
  return form(count);
}

function expectCheap({ command, file = 'file.json' }: Kind, text: string, parent: string): void {
  const folder = command.includes('--network') ? miniatureWeights() : join(parent, 'read');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, text);
  const words = command.map((word) => ({ FILE: path, FOLDER: folder })[word] ?? word);
  const measured = () => measure(words, text);
  const { status, cpuSeconds, megabytes, stderr } = [measured, measured, measured].reduce(
    (least, again) => (least.cpuSeconds < most.cpuSeconds ? least : again()),
    measured(),
  );
  const which = `${text.slice(text.length / 2, text.length / 2 + 200)}… (${text.length} characters): ${stderr.slice(0, 300)}`;
  expect(status, which).toBeOneOf([0, 2, 3]);
  expect(stderr, which).not.toContain('bug');
  expect(cpuSeconds, which).toBeLessThan(most.cpuSeconds);
  expect(megabytes, which).toBeLessThan(most.megabytes);
}

/** Runs a command, and returns how it ended, its CPU time and its largest memory. */
function measure(words: readonly string[], input = '') {
  const report = `process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.error('\\nusage ' + JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024]));
  });`;
  const watch = `--import=data:text/javascript,${encodeURIComponent(report)}`;
  const { status, stderr } = spawnSync(process.execPath, [watch, main, ...words], {
    encoding: 'utf8',
    input,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const [cpuSeconds = Infinity, megabytes = Infinity] = JSON.parse(/\nusage (.*)/.exec(stderr)?.[1] ?? '[]');
  return { status, stderr, cpuSeconds, megabytes } as const;
}
