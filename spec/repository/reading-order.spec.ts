import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainAtFirstUse } from '../document-reporter.ts';
import { chapters, inChapters } from '../reading-order.ts';

const files = readdirSync('spec', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(spec|workflow|package)\.ts$/.test(path))
  .map((path) => `spec/${path.replaceAll('\\', '/')}`);
const samePath = (path: string) => path;

describe('the reading order of the specification', () => {
  it('begins with one neuron, its examples before its laws, and ends with the claims', () => {
    const read = inChapters(files, samePath);
    expect(read[0]?.title).toBe('One neuron');
    expect(read[0]?.items.slice(0, 2)).toEqual(['spec/neuron/lif.spec.ts', 'spec/neuron/lif-laws.spec.ts']);
    expect(read.at(-1)?.items).toEqual(['spec/claims.spec.ts']);
  });

  it('puts every file into exactly one chapter', () => {
    const read = inChapters(files, samePath);
    expect(read.map(({ title }) => title)).toEqual(chapters.map(({ title }) => title));
    expect(read.flatMap(({ items }) => items).sort()).toEqual([...files].sort());
  });

  it('mentions only files that exist', () => {
    const beginnings = chapters.flatMap((chapter) => chapter.beginnings);
    expect(beginnings.filter((start) => !files.some((file) => file.startsWith(start)))).toEqual([]);
  });
});

describe('the id of a clause', () => {
  it('is explained where it is first used', () => {
    const explain = explainAtFirstUse();
    expect(explain('N2: no clause begins a title with its number')).toEqual([]);
    expect(explain('threshold: fires above one')).toEqual([
      'clause N2 (threshold): A neuron fires if its voltage is above 1, not at 1.',
    ]);
    expect(explain('threshold: is silent at one')).toEqual([]);
  });
});
