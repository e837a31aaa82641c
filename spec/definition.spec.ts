import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allLaws } from '../properties/laws.ts';
import { describeDefinition, mapSpecification } from '../scripts/write-definition.ts';
import { claims } from '../src/conformance/claims.ts';
import { clauses } from '../src/conformance/clauses.ts';
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

describe('docs/definition.md', () => {
  const document = readFileSync('docs/definition.md', 'utf8');

  it('states every clause, and names its laws (npm run generate -- --only definition)', () => {
    expect(describeDefinition(document)).toBe(document);
  });

  it('has the digests that fixtures/clauses.json gives to those who follow a clause', () => {
    const map = mapSpecification(document);
    expect(JSON.parse(readFileSync('fixtures/clauses.json', 'utf8'))).toEqual(map);
    expect(new Set(map.clauses.map(({ digest }) => digest)).size).toBe(clauses.length);
    const changed = mapSpecification(document.replace('fires  ⇔  v > 1', 'fires  ⇔  v ≥ 1'));
    const differing = map.clauses.filter(({ digest }, index) => digest !== changed.clauses[index]?.digest);
    expect(differing.map(({ id }) => id)).toEqual(['threshold']);
  });

  it.each(clauses)('tests clause $number with a law, and with vectors if one output can show it', ({ id }) => {
    const [ofVectors, ofLaws] = [publishedVectors(), allLaws].map((all) => all.some(({ clause }) => clause === id));
    expect([ofLaws, ofVectors || withoutVectors.includes(id)]).toEqual([true, true]);
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
