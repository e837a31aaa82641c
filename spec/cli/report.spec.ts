import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/study/results/saved-results.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, lifspec } from './command-line.ts';

/** The results of a sweep, and the same results as those of two jobs, which tests only read. */
const place = temporaryFolder(afterAll);
const whole = 'fixtures/studies/nengo-dl-rescaled';
const saved = JSON.parse(readFileSync(join(whole, 'results.json'), 'utf8'));
const [first, ...rest]: number[] = saved.settings.amplitudes;
const [one, other] = [jobOf('one', [first as number]), jobOf('other', rest)];

function jobOf(name: string, amplitudes: readonly number[]): string {
  const rows = saved.rows.filter((row: Row) => amplitudes.includes(row.amplitude));
  const folder = mkdirSync(join(place, name), { recursive: true }) as string;
  const output = { ...saved, settings: { ...saved.settings, amplitudes }, rows };
  writeFileSync(join(folder, 'results.json'), JSON.stringify(output));
  return folder;
}

describe('lifspec report on results', () => {
  it('joins those of several jobs to the bytes of one sweep', async () => {
    const json = join(place, 'joined.json');
    const { status, stdout, stderr } = await lifspec(`report ${one} ${other} --report text --report json=${json}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Accuracy and spikes at every amplitude');
    expect(readFileSync(json, 'utf8')).toBe(readFileSync(join(whole, 'results.json'), 'utf8'));
  });

  it('writes a page with a figure', async () => {
    const [html, svg] = [join(place, 'page.html'), join(place, 'figure.svg')];
    expect((await lifspec(`report ${one} ${other} --report html=${html} --report svg=${svg}`)).status).toBe(0);
    expect(readFileSync(html, 'utf8')).toContain(readFileSync(svg, 'utf8'));
  });

  it('refuses the same point twice, different versions, and different sources', async () => {
    await expectRefusal(`report ${whole} ${one}`, `${one}: contains amplitude 0.01, floor 0, seed 0, as does ${whole}`);
    const older = join(place, 'older');
    cpSync(one, older, { recursive: true });
    const file = join(older, 'results.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"${saved.versions.lifspec}"`, '"0.0.9"'));
    const own = `(sources ${saved.versions.sources.slice(0, 12)})`;
    const differs = `is from lifspec 0.0.9 ${own}, but ${other} from lifspec ${saved.versions.lifspec} ${own}`;
    await expectRefusal(`report ${other} ${older}`, `${older}: ${differs}; they cannot be combined`);
    const sources = { ...saved.versions, sources: 'ab'.repeat(32) };
    writeFileSync(file, JSON.stringify({ ...saved, versions: sources }));
    const named = `is from lifspec ${saved.versions.lifspec} (sources abababababab), but ${other} from lifspec`;
    await expectRefusal(`report ${other} ${older}`, `${older}: ${named}`);
  });

  it('leaves the folder of a sweep unchanged', async () => {
    const before = contentOf(one);
    const file = join(one, 'results.json');
    await expectRefusal(`report ${one} --report json=${file}`, `--report json=${file}: the command also reads`);
    expect(contentOf(one)).toEqual(before);
  });
});
