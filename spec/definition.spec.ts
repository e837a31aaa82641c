import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allLaws } from '../properties/laws.ts';
import { describeDefinition, mapSpecification, requireNewVersion } from '../scripts/write-definition.ts';
import { versions } from '../src/base/version.ts';
import { claims } from '../src/conformance/claims.ts';
import { clauses, type SpecificationMap } from '../src/conformance/clauses.ts';
import { publishedVectors } from '../src/vectors.ts';

const numbers = clauses.map(({ number }) => number);

/** Clauses that a file cites in the form `definition: N1, N2`. */
const citedIn = (text: string): string[] =>
  [...text.matchAll(/\bdefinition: ([A-Z]\d+(?:, [A-Z]\d+)*)/g)].flatMap(([, list]) => (list as string).split(', '));

const cited = new Map(
  ['src/simulator', 'src/base', 'src/conformance/nir']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, citedIn(readFileSync(file, 'utf8'))]),
);

/**
 * Clauses about trained or drawn neurons, several runs, refusals, or importers that may discretize as they like. A single
 * output cannot show them, so they have laws instead. Those about events have known answers (fixtures/events), too.
 */
const withoutVectors = [
  ...['initial-weights', 'image-stream', 'loss', 'gradient', 'optimizer', 'rescaling', 'epoch', 'nir', 'nir-export'],
  ...[
    'event',
    'receptor',
    'currents',
    'equal-time-constants',
    'inactive',
    'order',
    'connections',
    'events-on-their-way',
  ],
  ...['streams', 'probes', 'state', 'randomness', 'refusal'],
];

const recordedMap: SpecificationMap = JSON.parse(readFileSync('fixtures/clauses.json', 'utf8'));
const recorded = recordedMap.digests;

describe('docs/definition.md', () => {
  const document = readFileSync('docs/definition.md', 'utf8');

  it('states every clause, and names its laws (npm run generate -- --only definition)', () => {
    expect(describeDefinition(document)).toBe(document);
  });

  it('has the digests that fixtures/clauses.json gives to those who follow a clause', () => {
    const map = mapSpecification(document, recorded);
    expect(recordedMap).toEqual(map);
    expect(new Set(map.clauses.map(({ digest }) => digest)).size).toBe(clauses.length);
    const changed = mapSpecification(document.replace('fires  ⇔  v > 1', 'fires  ⇔  v ≥ 1'), recorded);
    const differing = map.clauses.filter(({ digest }, index) => digest !== changed.clauses[index]?.digest);
    expect(differing.map(({ id }) => id)).toEqual(['threshold']);
  });

  it.each(clauses)('tests clause $number with a law, and with vectors if one output can show it', ({ id }) => {
    const [ofVectors, ofLaws] = [publishedVectors(), allLaws].map((all) => all.some(({ clause }) => clause === id));
    expect([ofLaws, ofVectors || withoutVectors.includes(id)]).toEqual([true, true]);
  });
});

describe('the digest of the specification', () => {
  const document = readFileSync('docs/definition.md', 'utf8');
  const [vectors, laws] = [publishedVectors(), allLaws];
  const digestOf = (text: string, suite?: Parameters<typeof mapSpecification>[2]) =>
    mapSpecification(text, {}, suite).digests[versions.specification] as string;
  const digest = digestOf(document);

  it('changes with any clause, vector or law', () => {
    const [firstVector, firstLaw] = [vectors[0] as (typeof vectors)[0], laws[0] as (typeof laws)[0]];
    const changed = [
      digestOf(document.replace('fires  ⇔  v > 1', 'fires  ⇔  v ≥ 1')),
      digestOf(document, { laws, vectors: vectors.slice(1) }),
      digestOf(document, { laws, vectors: [{ ...firstVector, title: 'another' }, ...vectors.slice(1)] }),
      digestOf(document, { laws: laws.slice(1), vectors }),
      digestOf(document, { laws: [{ ...firstLaw, statement: 'is right' }, ...laws.slice(1)], vectors }),
    ];
    expect(new Set([...changed, digest]).size).toBe(6);
  });

  it('does not change with the mutants that a vector kills', () => {
    expect(digestOf(document, { laws, vectors: vectors.map((one) => ({ ...one, kills: [] })) })).toBe(digest);
  });

  it('cannot change once the changelog dates the version', () => {
    const { specification } = versions;
    const map = { specification, digests: { [specification]: digest }, clauses: [] };
    const dated = `# Changelog\n\n## ${specification} (2026-12-31)\n`;
    expect(() => requireNewVersion(map, { [specification]: 'another' }, dated)).toThrow(
      `specification ${specification} is released, but a clause, a vector or a law has changed; change "specification"`,
    );
    requireNewVersion(map, map.digests, dated);
    requireNewVersion(map, { [specification]: 'another' }, dated.replace('2026-12-31', 'unreleased'));
  });
});

describe('a law', () => {
  it('is about a clause, or about a claim that lists it', () => {
    const isClause = (id: string) => clauses.some((clause) => clause.id === id);
    const listedBy = (id: string) => claims.find((claim) => claim.id === id)?.laws ?? [];
    const others = allLaws.filter(({ id, clause }) => !isClause(clause) && !listedBy(clause).includes(id));
    expect(others.map(({ id, clause }) => `${id}: ${clause}`)).toEqual([]);
  });

  it('exists if a claim lists it', () => {
    const ids = allLaws.map(({ id }) => id);
    expect(claims.flatMap(({ laws }) => laws.filter((id) => !ids.includes(id)))).toEqual([]);
  });
});

describe('the simulator', () => {
  it('cites only clauses that exist', () => {
    const wrong = [...cited].flatMap(([file, own]) =>
      own.filter((number) => !numbers.includes(number)).map((number) => `${file}: ${number}`),
    );
    expect(wrong).toEqual([]);
  });

  it('cites every clause that it implements', () => {
    const all = [...cited.values()].flat();
    expect(numbers.filter((number) => !all.includes(number))).toEqual([]);
  });
});
