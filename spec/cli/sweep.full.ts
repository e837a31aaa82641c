import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SweepOutput } from '../../src/study/results/saved-results.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, lifspec, main, miniatureWeights, spawnLifspec, spawnNode } from './command-line.ts';

describe('lifspec sweep', () => {
  it('writes the same bytes with any number of workers and with either engine', async () => {
    const line = `sweep --amplitudes 0.01,0.3 --min-voltage 0,none --images 120 --weights ${miniatureWeights()}`;
    const run = async (how: string) => {
      const folder = join(temporaryFolder(), 'study');
      const { status, stdout } = await lifspec(`${line} ${how} --out ${folder}`);
      return { status, stdout, files: contentOf(folder) };
    };
    const first = await run('--workers 1');
    const names = ['accuracy.svg', 'journal.jsonl', 'report.html', 'results.json', 'study.json'];
    expect([first.status, Object.keys(first.files)]).toEqual([0, names]);
    for (const how of ['--workers 5', '--workers 2 --engine readable']) expect(await run(how)).toEqual(first);
  });

  it.each<readonly [string, string, string]>([
    ['WebAssembly', '--jitless', 'this runtime has no WebAssembly'],
    // without SSE 4.1, V8 refuses SIMD instructions; other processors have no such option
    ...(process.arch === 'x64'
      ? [['its SIMD instructions', '--no-enable-sse4-1', 'the WebAssembly of this runtime has no SIMD'] as const]
      : []),
  ])('trains and writes the same bytes without %s, and says so', (_, option, reason) => {
    const line =
      'sweep --network miniature --epochs 1 --train-images 40 --amplitudes 0.01,0.5 --images 6 --format json';
    const usual = spawnLifspec(line);
    const { stdout, stderr } = spawnNode([option, main, ...line.split(' ')]);
    expect(stdout).toBe(usual.stdout);
    expect(stderr).toContain(`lifspec: the readable code trains, on one thread, because ${reason}\n`);
    expect(stderr).toContain(`lifspec: the readable code runs because ${reason}\n`);
  });

  it('with --rescale changes no result and no spike for powers of two', async () => {
    const { stdout } = await lifspec('sweep --amplitudes 0.01,0.02,0.16 --rescale --images 30 --format json');
    const { rows, answer }: SweepOutput = JSON.parse(stdout);
    const [first, ...others] = rows.map(({ amplitude, ...rest }) => rest);
    for (const other of others) expect(other).toEqual(first);
    expect(answer[0]).toBe('In this network, with the next weights rescaled, the amplitude has no effect.');
  });
});

describe('lifspec evaluate', () => {
  it('without a floor prints the row of the sweep without a floor', async () => {
    const settings = `--images 20 --format json --weights ${miniatureWeights()}`;
    const run = async (line: string) => JSON.parse((await lifspec(`${line} ${settings}`)).stdout);
    const [row] = (await run('sweep --amplitudes 0.5 --min-voltage none')).rows;
    const output = await run('evaluate --amplitude 0.5 --min-voltage none');
    expect(output).toMatchObject({ ...row, minVoltage: null });
    const floored = await run('evaluate --amplitude 0.5');
    expect(floored.spikesPerNeuronStep).not.toEqual(output.spikesPerNeuronStep);
  });
});
