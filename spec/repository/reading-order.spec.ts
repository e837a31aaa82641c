import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { explainAtFirstUse } from '../document-reporter.ts';
import { chapters, inChapters } from '../reading-order.ts';

const files = readdirSync('spec', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(spec|workflow|package)\.ts$/.test(path))
  .map((path) => `spec/${path.replaceAll('\\', '/')}`);

it('the specification has every file in one chapter, and begins with the examples of one neuron', () => {
  const read = inChapters(files, (path) => path);
  expect(read.map(({ title }) => title)).toEqual(Object.keys(chapters));
  expect(read.flatMap(({ items }) => items).sort()).toEqual([...files].sort());
  expect(read[0]?.items.slice(0, 2)).toEqual(['spec/neuron/lif.spec.ts', 'spec/neuron/lif-laws.spec.ts']);
});

it('the specification explains the id of a clause where it is first used', () => {
  const explain = explainAtFirstUse();
  expect(explain('threshold: fires above one')).toHaveLength(1);
  expect(explain('threshold: is silent at one')).toEqual([]);
});
