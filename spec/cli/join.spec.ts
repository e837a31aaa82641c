import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import { contentOf, lifspec } from './command-line.ts';

const place = mkdtempSync(join(tmpdir(), 'lifspec-'));
const at = (...names: string[]) => join(place, ...names);
const points = '--amplitudes 0.5,0.01 --seeds 1 --min-voltage none'.split(' ');

beforeAll(async () => {
  const sweep = 'sweep --mode retrained --network miniature --epochs 1 --train-images 100 --images 20'.split(' ');
  await lifspec(...sweep, ...points, '--networks', at('networks'), '--out', at('swept'));
  for (const amplitude of ['0.01', '0.5']) {
    const weights = at('networks', `miniature-seed1-amplitude${amplitude}-epochs1`);
    const words = `--mode retrained --seed 1 --initial-voltage uniform --min-voltage none --images 20 --amplitude ${amplitude}`;
    const out = at('evaluations', `${amplitude}.json`);
    await lifspec('evaluate', ...words.split(' '), '--weights', weights, '--out', out);
  }
});
afterAll(() => rmSync(place, { recursive: true }));

describe('lifspec evaluate --out and summarize --out', () => {
  it('write, step by step, the same bytes as a single sweep', async () => {
    const { status, stderr } = await lifspec('summarize', at('evaluations'), ...points, '--out', at('joined'));
    expect([status, stderr]).toEqual([0, '']);
    const joined = contentOf(at('joined'));
    expect(Object.keys(joined)).toEqual(['results.json']);
    for (const [name, text] of Object.entries(joined)) expect(text).toBe(readFileSync(at('swept', name), 'utf8'));
    expect(readdirSync(at('evaluations'))).toEqual(['0.01.json', '0.5.json']);
  });

  it.each([
    ['if one is missing', '--seeds 1,2', 'the evaluation at amplitude 0.01, floor none, seed 2, and 1 more are'],
    ['if none of them is requested', '--amplitudes 0.3', 'there are no evaluations at the requested points'],
  ])('reject evaluations %s, and write nothing', async (_, options, message) => {
    const line = await refusal('summarize', at('evaluations'), ...options.split(' '), '--out', at('refused'));
    expect(line).toContain(message);
    expect(existsSync(at('refused'))).toBe(false);
  });

  it('reject an output that cannot be written', async () => {
    writeFileSync(at('file'), '');
    const line = await refusal('evaluate', '--images', '2', '--out', at('file', 'result.json'));
    expect(line).toBe(`${at('file')}: cannot be written (ENOTDIR)`);
  });

  it('reject weights trained for another amplitude in a retrained study, and weights of unfinished training', async () => {
    const weights = at('networks', 'miniature-seed1-amplitude0.5-epochs1');
    const words = ['evaluate', '--mode', 'retrained', '--weights'];
    expect(await refusal(...words, weights)).toBe(
      `--mode retrained: needs weights trained for amplitude 0.01, but ${weights} were trained for 0.5`,
    );
    expect(await refusal(...words, 'fixtures/networks/nengo-dl')).toContain(
      'fixtures/networks/nengo-dl do not say how they were trained',
    );
    const manifest = join(weights, 'training.json');
    const { finished, ...begun } = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(manifest, JSON.stringify(begun));
    expect(await refusal(...words, weights)).toBe(
      `${weights}: its training has not ended; the same lifspec train continues it`,
    );
  });

  it('reject a damaged file, and options about files without files', async () => {
    const [damaged, cut] = [at('damaged.json'), at('cut.json')];
    const text = readFileSync(at('evaluations', '0.5.json'), 'utf8');
    writeFileSync(damaged, text.replace(/"spikingAccuracy":[^,]+/, '"spikingAccuracy":2'));
    writeFileSync(cut, text.slice(0, -10));
    expect(await refusal('summarize', damaged)).toMatch(/is damaged or not from lifspec evaluate \(spikingAccuracy/);
    expect(await refusal('summarize', cut)).toBe(`${cut}: is not JSON`);
    expect(await refusal('summarize', at('swept'), '--seeds', '1')).toBe(
      `--seeds: is for files of lifspec evaluate --out, but ${at('swept')} is not one`,
    );
  });
});

/** The line on stderr of a rejected command. */
async function refusal(...words: string[]): Promise<string> {
  const lines: string[] = [];
  expect(await runCommandLine(words, (line) => lines.push(line))).toBe(2);
  expect(lines).toHaveLength(1);
  return lines[0] as string;
}
