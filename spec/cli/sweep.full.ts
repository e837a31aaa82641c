import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
});
