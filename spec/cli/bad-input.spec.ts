import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspec, miniatureWeights } from './command-line.ts';

describe('bad input', () => {
  it('is answered with one line on stderr, exit 2, and nothing else', () => {
    expect(lifspec('sweep', '--imges', '20')).toEqual({
      status: 2,
      stdout: '',
      stderr: "lifspec: unknown option '--imges' (Did you mean --images?)\n",
    });
  });

  it.each([
    ['swep', "unknown command 'swep' (Did you mean sweep?)"],
    ['frobnicate', "unknown command 'frobnicate' (lifspec --help lists what there is)"],
    ['sweep --amplitude 0.1', "unknown option '--amplitude' (Did you mean --amplitudes?)"],
    ['explain --epochs 2', '--epochs is about networks that are trained: it needs --retrain'],
    ['explain --networks nets', '--networks is about networks that are trained: it needs --retrain'],
    ['explain --weights nowhere', 'nowhere: there is no such folder of weights'],
    ['explain --retrain --train-images 60001', '--train-images must be at most 60000'],
    ['sweep more', "too many arguments for 'sweep'"],
    ['sweep --mode both', "option '--mode <name>' argument 'both' is invalid. Allowed choices are fixed, retrained."],
    ['sweep --mode retrained --weights src', '--weights: these weights are trained already'],
    [
      'sweep --mode retrained --train-images 60001',
      '--train-images must be at most 60000, the size of the training set',
    ],
    ['sweep --mode retrained --epochs 0', '--epochs must be a whole number of 1 or more, but is "0"'],
    ['train', "required option '--out <dir>' not specified"],
    ['train --out results --seed -1', '--seed must be a whole number of 0 or more, but is "-1"'],
    ['train --out results --network resnet', 'Allowed choices are tutorial, miniature.'],
    ['train --out results --amplitude none', '--amplitude must be a number above 0, but is "none"'],
    ['sweep --format xml', 'Allowed choices are text, json, csv.'],
    ['sweep --images', "option '--images <n>' argument missing"],
    ['sweep --images 0', '--images must be a whole number of 1 or more, but is "0"'],
    ['sweep --images 2.5', '--images must be a whole number of 1 or more, but is "2.5"'],
    ['sweep --images many', '--images must be a whole number of 1 or more, but is "many"'],
    ['sweep --images 10001', '--images must be at most 10000, the size of the test set, but is 10001'],
    ['sweep --steps 1', '--steps must be a whole number of 2 or more, but is "1"'],
    ...['sweep', 'evaluate', 'explain'].map((command) => [
      `${command} --steps 100001`,
      '--steps must be at most 100000, which are 100 s, but is "100001"',
    ]),
    ['sweep --workers 0', '--workers must be a whole number of 1 or more, but is "0"'],
    ['sweep --amplitudes 0', '--amplitudes: amplitude must be a finite number above 0, but is 0'],
    ['sweep --amplitudes NaN', '--amplitudes: amplitude must be a decimal number such as 0.01, but is "NaN"'],
    ['sweep --amplitudes 0.5:0.1:0.1', '--amplitudes: last amplitude must be at least the first, 0.5, but is 0.1'],
    ['sweep --amplitudes 0.1:0.5:0', '--amplitudes: step between amplitudes must be a finite number above 0'],
    ['sweep --min-voltage 0.5', '--min-voltage must be none or a number of 0 or less, but is "0.5"'],
    ['sweep --min-voltage 0,low', '--min-voltage must be none or a number of 0 or less, but is "low"'],
    ['sweep --min-voltage 0 --min-voltage -0', '--min-voltage must list different values, but 0 is there twice'],
    ['sweep --min-voltage none,none', '--min-voltage must list different values, but none is there twice'],
    ['sweep --seeds 1,-1', '--seeds must be a whole number of 0 or more, but is "-1"'],
    ['sweep --weights src --seeds 1,2', '--seeds: several seeds need --initial-voltage uniform'],
    ['sweep --rescale 0', '--rescale must be a number above 0, but is "0"'],
    ['evaluate --network miniature', '--network miniature needs a folder of its weights: --weights DIR'],
    ['sweep --network resnet', "option '--network <name>' argument 'resnet' is invalid"],
    ['sweep --weights nowhere', 'nowhere: there is no such folder of weights'],
    ['sweep --weights src', 'is missing from the folder of weights'],
    ['evaluate --amplitude 0', '--amplitude must be a number above 0, but is "0"'],
    ['evaluate --amplitude 1e38', 'at amplitude 1e+38: conv2 weight[0] must be a finite number, but is '],
    ['evaluate --amplitude -1', '--amplitude must be a number above 0, but is "-1"'],
    ['evaluate --amplitude Infinity', '--amplitude must be a number above 0, but is "Infinity"'],
    ['evaluate --amplitude 1e-400', '--amplitude must be a number above 0'],
    ['evaluate --min-voltage 0,none', '--min-voltage must be none or a number of 0 or less, but is "0,none"'],
    ['explain --amplitudes 0', '--amplitudes: amplitude must be a finite number above 0, but is 0'],
    ['explain --min-voltage 0', "unknown option '--min-voltage'"],
    ['explain --network miniature', '--network miniature needs a folder of its weights: --weights DIR'],
    ['explain --format csv', 'Allowed choices are text, json.'],
    ['summarize', "missing required argument 'path'"],
    ['summarize nowhere', 'nowhere: there is no such folder of results'],
    ['summarize src', 'src: contains no results.json; lifspec sweep --out DIR writes one'],
    ['summarize src --format html', 'Allowed choices are text, json, csv, markdown.'],
    ['report src', "required option '--out <file>' not specified"],
    ['report nowhere --out page.html', 'nowhere: there is no such folder of results'],
    ['claims --studies nowhere', '--studies nowhere: there is no such folder'],
    ['claims --verify --studies spec', '--verify: spec holds no study whose numbers there are'],
    ['claims --networks somewhere', '--networks goes with --verify'],
    ['claims --format csv', 'Allowed choices are text, json, markdown.'],
  ])('%s: is refused, and says why', async (words, message) => {
    const out = words.startsWith('sweep') ? ['--out', join(temporaryFolder(), 'study')] : [];
    const [command = '', ...rest] = words.split(' ');
    const { exitCode, lines } = await refuse(command, ...out, ...rest);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);
    expect(lines[0]).not.toContain('\n');
    expect(exitCode).toBe(2);
    expect(out[1] !== undefined && existsSync(out[1])).toBe(false);
  });

  it.each([
    [['sweep', '--out', ''], '--out: is empty'],
    [['evaluate', '--weights='], '--weights: is empty'],
    [['evaluate', '--weights', 'a\u001b[2J\nb'], 'a\\u{1b}[2J\\u{a}b: there is no such folder of weights'],
    [['a\u202eb'], "unknown command 'a\\u{202e}b' (lifspec --help lists what there is)"],
  ])('%j: is shown on one line, whatever it holds', async (words, message) => {
    expect(await refuse(...words)).toEqual({ exitCode: 2, lines: [message] });
  });

  it('may be a folder for temporary files that is not there', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('TMPDIR', '/no/where');
    const words = ['--network', 'miniature', '--train-images', '50', '--images', '2'];
    const { exitCode, lines } = await refuse('sweep', '--mode', 'retrained', ...words);
    expect(lines).toEqual(['/no/where/lifspec-XXXXXX: mkdtemp is refused (ENOENT)']);
    expect(exitCode).toBe(2);
  });

  it('may be a folder with the weights of another network, or damaged ones', async () => {
    const weights = miniatureWeights();
    const foreign = await refuse('evaluate', '--network', 'tutorial', '--weights', weights);
    expect(foreign.lines[0]).toContain('holds a network named miniature, not tutorial');
    writeFileSync(join(weights, 'conv1_kernel.npy'), 'no numbers');
    const damaged = await refuse('evaluate', '--weights', weights);
    expect(damaged.lines[0]).toMatch(/conv1_kernel\.npy: /);
    expect([foreign.exitCode, damaged.exitCode]).toEqual([2, 2]);
  });

  it('may be a place where nothing can be written, which is found out before anything is computed', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const started = performance.now();
    const { lines, exitCode } = await refuse('sweep', '--images', '10000', '--out', join(file, 'study'));
    expect(lines[0]).toBe(`${join(file, 'study')}: cannot be written (ENOTDIR)`);
    expect(exitCode).toBe(2);
    expect(performance.now() - started).toBeLessThan(30_000); // a sweep over 10,000 images takes minutes
  });

  it.each([
    ['sweep', '--amplitudes', '0.01', '--images', '2', '--out'],
    ['train', '--network', 'miniature', '--out'],
    ['sweep', '--mode', 'retrained', '--network', 'miniature', '--out'],
  ])('may be a file where a folder is wanted: %s %s %s %s …', async (...words) => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { lines, exitCode } = await refuse(...words, file);
    expect(lines).toEqual([`${file}: cannot be written (ENOTDIR)`]);
    expect(exitCode).toBe(2);
  });

  it.skipIf(!existsSync('/proc/self')).each([
    ['sweep', '--amplitudes', '0.01', '--images', '2', '--out', '/proc/new/study'],
    ['train', '--network', 'miniature', '--out', '/proc/new/network'],
  ])('may be a place where no folder can be made, such as /proc: %s', async (...words) => {
    const { lines, exitCode } = await refuse(...words);
    expect(lines).toEqual([`${words.at(-1)}: cannot be written (ENOENT)`]);
    expect(exitCode).toBe(2);
  });

  it('may be another setting in the folder of a study', async () => {
    const study = join(temporaryFolder(), 'study');
    const words = ['sweep', '--amplitudes', '0.01', '--weights', miniatureWeights(), '--out', study];
    expect(lifspec(...words, '--images', '2').status).toBe(0);
    const before = readdirSync(study);
    const { lines } = await refuse(...words, '--images', '3');
    expect(lines[0]).toBe(
      `${study}: contains a study with images 2, not 3; choose the same settings or another folder`,
    );
    expect(readdirSync(study)).toEqual(before);
  });
});

describe('help', () => {
  it.each([['sweep'], ['evaluate'], ['explain'], ['train'], ['summarize'], ['report'], ['claims'], ['plan']])(
    'of %s has examples, on stdout',
    (command) => {
      const { status, stdout, stderr } = lifspec('help', command);
      expect(stdout).toContain(`Examples:\n  lifspec ${command}`);
      expect([status, stderr]).toEqual([0, '']);
    },
  );

  it.each([
    ['check', 'text'],
    ['judge', 'text'],
    ['matrix', 'markdown'],
  ])('of %s says which report there is if none is asked for: %s', (command, format) => {
    expect(lifspec('help', command).stdout.replaceAll(/\s+/g, ' ')).toContain(`may be repeated (default: ${format})`);
  });

  it('names the versions of lifspec, of the specification and of the protocol', () => {
    expect(lifspec('--version').stdout).toMatch(/^lifspec \d+\.\d+\.\d+, specification \d+\.\d+\.\d+, protocol \d+\n$/);
  });
});

async function refuse(...words: string[]): Promise<{ readonly exitCode: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const exitCode = await runCommandLine(words, (line) => lines.push(line));
  return { exitCode, lines };
}
