import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chapters, inChapters } from '../reading-order.ts';

const files = readdirSync('spec', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(spec|full|foreign|workflow|package)\.ts$/.test(path))
  .map((path) => `spec/${path.replaceAll('\\', '/')}`);
const itself = (path: string) => path;

describe('the order in which the specification is read', () => {
  it('begins with the README and one neuron: an example, then its laws', () => {
    const [first, second] = inChapters(files, itself);
    expect(first).toEqual({ title: 'How to begin', items: ['spec/readme.spec.ts'] });
    expect(second?.items.slice(0, 2)).toEqual(['spec/neuron/lif.spec.ts', 'spec/neuron/lif-laws.spec.ts']);
  });

  it('has a chapter for every file, and no file twice', () => {
    const read = inChapters(files, itself);
    expect(read.map(({ title }) => title)).toEqual(chapters.map(({ title }) => title));
    expect(read.flatMap(({ items }) => items).sort()).toEqual([...files].sort());
  });

  it('names no file that is gone', () => {
    const beginnings = chapters.flatMap((chapter) => chapter.beginnings);
    expect(beginnings.filter((start) => !files.some((file) => file.startsWith(start)))).toEqual([]);
  });

  it('leaves what belongs to no chapter for the end', () => {
    const read = inChapters(['spec/new.spec.ts', 'spec/readme.spec.ts'], itself);
    expect(read.at(-1)).toEqual({ title: 'Whatever else there is', items: ['spec/new.spec.ts'] });
  });
});
