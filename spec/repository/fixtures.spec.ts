import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeFixtures, digestOf, fixtureFiles, fixtureSources, sourceOf } from '../../scripts/write-fixtures.ts';

const sources = fixtureSources();

describe('the fixtures', () => {
  it('all have a source in fixtures/sources.json, which has no others', () => {
    const found = fixtureFiles().map((file) => sourceOf(file, sources)?.path ?? expect.fail(`${file}: has no source`));
    expect(sources.map(({ path }) => path).filter((path) => !found.includes(path))).toEqual([]);
    expect(new Set(sources.map(({ path }) => path)).size).toBe(sources.length);
  });

  it.each(sources.filter(({ ci }) => ci === undefined))(
    '$path has its digest, because CI does not make it again',
    (source) => {
      expect(digestOf(source, sources)).toBe(source.sha256);
    },
  );

  it('are listed in fixtures/README.md', () => {
    const readme = readFileSync('fixtures/README.md', 'utf8');
    expect(describeFixtures(readme, sources), 'npm run generate -- --only fixtures').toBe(readme);
  });
});
