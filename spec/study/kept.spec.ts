import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { formatRowsCsv } from '../../src/report/csv.ts';
import { drawSweepFigure } from '../../src/report/html.ts';
import type { SweepOutput } from '../../src/report/output.ts';
import { drawOverlay } from '../../src/report/overlay.ts';
import { versions } from '../../src/version.ts';

const folder = 'fixtures/study';
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe('the kept studies', () => {
  const validate = new Ajv2020({ strict: true }).compile(
    JSON.parse(readFileSync('fixtures/schema/sweep.schema.json', 'utf8')),
  );

  it.each(names)('%s: is what a sweep of this version prints, and so are its figure and table', (name) => {
    const output = JSON.parse(readFileSync(join(folder, name, 'results.json'), 'utf8')) as SweepOutput;
    expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
    expect(output.versions).toEqual(versions);
    const isKept = (file: string, text: string) => readFileSync(join(folder, name, file), 'utf8') === text;
    expect(isKept('results.csv', formatRowsCsv(output.rows)), 'fixtures/study/draw.ts makes tables anew').toBe(true);
    expect(isKept('accuracy.svg', drawSweepFigure(output)), 'fixtures/study/draw.ts draws figures anew').toBe(true);
  });

  it('are laid over one another in the figure of the README: retrained plainly, and in the units of the amplitude', () => {
    const studies = ['miniature-retrained', 'miniature-compensated'].map((name) => ({
      name,
      ...(JSON.parse(readFileSync(join(folder, name, 'results.json'), 'utf8')) as SweepOutput),
    }));
    expect(readFileSync(join(folder, 'retrained.svg'), 'utf8') === drawOverlay(studies)).toBe(true);
  });

  it('are all listed with the command that made them', () => {
    const [listed, commands] = [/^\| `([\w-]+)` \|/gm, /`lifspec sweep /g].map((pattern) => [
      ...readme.matchAll(pattern),
    ]);
    expect(listed?.map(([, name]) => name).sort()).toEqual(names.sort());
    expect(commands).toHaveLength(names.length);
  });
});
