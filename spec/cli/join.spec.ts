import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, lifspec } from './command-line.ts';

const place = temporaryFolder(afterAll);
const at = (...names: string[]) => join(place, ...names);
const points = '--amplitudes 0.5,0.01 --seeds 1 --min-voltage none';

beforeAll(async () => {
  const sweep = 'sweep --mode retrained --network miniature --epochs 1 --train-images 100 --images 20';
  await lifspec(`${sweep} ${points} --networks ${at('networks')} --out ${at('swept')}`);
  for (const amplitude of ['0.01', '0.5']) {
    const weights = at('networks', `miniature-seed1-amplitude${amplitude}-epochs1`);
    const options = '--mode retrained --seed 1 --initial-voltage uniform --min-voltage none --images 20';
    const files = `--weights ${weights} --out ${at('evaluations', `${amplitude}.json`)}`;
    await lifspec(`evaluate ${options} --amplitude ${amplitude} ${files}`);
  }
});

describe('lifspec evaluate --out and summarize --out', () => {
  it('write, step by step, the same bytes as a single sweep', async () => {
    const { status, stderr } = await lifspec(`summarize ${at('evaluations')} ${points} --out ${at('joined')}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(contentOf(at('joined'))).toEqual({ 'results.json': readFileSync(at('swept', 'results.json'), 'utf8') });
    expect(readdirSync(at('evaluations'))).toEqual(['0.01.json', '0.5.json']);
  });

  it('write nothing if one is missing', async () => {
    const message = 'the evaluation at amplitude 0.01, floor none, seed 2, and 1 more are';
    await expectRefusal(`summarize ${at('evaluations')} --seeds 1,2 --out ${at('refused')}`, message);
    expect(existsSync(at('refused'))).toBe(false);
  });

  it('refuse a folder with results of others, or with the evaluations', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'results.json'), '{"accuracy":1}');
    const line = `summarize ${at('evaluations')} --out`;
    await expectRefusal(`${line} ${out}`, 'contains a results.json that lifspec did not write; choose another folder');
    expect(contentOf(out)).toEqual({ 'results.json': '{"accuracy":1}' });
    await expectRefusal(`${line} ${at('evaluations')}`, 'contains the evaluations; choose another folder');
  });

  it('refuse weights trained for another amplitude in a retrained study, and weights of unfinished training', async () => {
    const weights = at('networks', 'miniature-seed1-amplitude0.5-epochs1');
    const line = 'evaluate --mode retrained --weights';
    const needs = '--mode retrained: needs weights trained for amplitude 0.01';
    await expectRefusal(`${line} ${weights}`, `${needs}, but ${weights} were trained for 0.5\n`);
    const given = 'fixtures/networks/nengo-dl';
    await expectRefusal(`${line} ${given}`, `${given} do not say how they were trained`);
    const manifest = join(weights, 'training.json');
    const { finished, ...begun } = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(manifest, JSON.stringify(begun));
    const reason = 'its training has not ended; the same lifspec train continues it';
    await expectRefusal(`${line} ${weights}`, `${weights}: ${reason}\n`);
  });

  it('refuse a damaged file', async () => {
    const [damaged, cut] = [at('damaged.json'), at('cut.json')];
    const text = readFileSync(at('evaluations', '0.5.json'), 'utf8');
    writeFileSync(damaged, text.replace(/"spikingAccuracy":[^,]+/, '"spikingAccuracy":2'));
    writeFileSync(cut, text.slice(0, -10));
    await expectRefusal(`summarize ${damaged}`, 'is damaged or not from lifspec evaluate (spikingAccuracy');
    await expectRefusal(`summarize ${cut}`, `${cut}: is not JSON\n`);
  });
});
