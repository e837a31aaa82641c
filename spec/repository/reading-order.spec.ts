import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chapters, inChapters } from '../reading-order.ts';

const files = readdirSync('spec', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(spec|full|foreign|workflow|package)\.ts$/.test(path))
  .map((path) => `spec/${path.replaceAll('\\', '/')}`);
const samePath = (path: string) => path;

describe('the reading order of the specification', () => {
  it('begins with the README, then one neuron: its examples before its laws', () => {
    const [first, second] = inChapters(files, samePath);
    expect(first).toEqual({ title: 'Getting started', items: ['spec/readme.spec.ts'] });
    expect(second?.items.slice(0, 2)).toEqual(['spec/neuron/lif.spec.ts', 'spec/neuron/lif-laws.spec.ts']);
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

  it('puts files that belong to no chapter at the end', () => {
    const read = inChapters(['spec/new.spec.ts', 'spec/readme.spec.ts'], samePath);
    expect(read.at(-1)).toEqual({ title: 'Other files', items: ['spec/new.spec.ts'] });
  });
});
