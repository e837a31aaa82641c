import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Adapter, adapters } from '../../adapters/validation/adapters.ts';
import type { Examination } from '../../adapters/validation/examine.ts';
import { unexpectedIn } from '../../adapters/validation/expectation.ts';
import { changesFrom, type Kept, keptOf, readKept } from '../../adapters/validation/kept.ts';
import { makeMatrix } from '../../src/conformance/judge/matrix.ts';
import { verdictSchema } from '../../src/conformance/judge/verdict-schema.ts';
import { formatMatrixHtml, formatMatrixMarkdown } from '../../src/report/matrix.ts';

const kept = (name: string) => readKept(name) as Kept;
const named = (name: string) => adapters.find((one) => one.name === name) as Adapter;

/** An examination that comes out as the one that is kept, but for what is said. */
function examinationOf(name: string, changed: Partial<Examination> = {}): Examination {
  const own = kept(name);
  const { smoke, digits } = own.validation;
  const fingerprint = own.fingerprint as Examination['fingerprint'];
  return { smoke, own, asNengo: { ...own, ...own.validation.asNengo }, fingerprint, digits, ...changed };
}

describe('every adapter', () => {
  it('is validated', () => {
    const files = readdirSync('adapters').filter((file) => /-adapter\.\w+$/.test(file));
    expect(adapters.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  });

  it.each(adapters.map((adapter) => [adapter.file, adapter] as const))(
    'is on the page for implementers: %s',
    (file) => {
      expect(readFileSync('adapters/README.md', 'utf8')).toContain(`\`${file}\``);
    },
  );

  it.each(adapters.map(({ file }) => file))('is short enough to be read at once: %s', (file) => {
    const lines = readFileSync(`adapters/${file}`, 'utf8').trimEnd().split('\n');
    // C has no JSON of its own
    expect(lines.length).toBeLessThanOrEqual(file.endsWith('.c') ? 100 : 60);
  });

  const judged = adapters.filter(({ name }) => readKept(name) !== undefined);

  it.each(judged)('has a kept verdict that is as it has to be: $name', (adapter) => {
    const { validation, ...verdict } = kept(adapter.name);
    expect(verdictSchema.parse(verdict)).toEqual(verdict);
    expect(Object.keys(validation.environment).length).toBeGreaterThan(0);
    expect(unexpectedIn(adapter, examinationOf(adapter.name))).toEqual([]);
  });
});

describe('a validation', () => {
  const snntorch = examinationOf('snntorch');

  it.each<[string, string, Partial<Examination>]>([
    ['the adapter is not sound', 'norse', { smoke: 'unsound' }],
    [
      'a simulator is worse than steps against its own conventions',
      'norse',
      { own: { ...snntorch.own, level: 'counts' } },
    ],
    ['a claim is broken', 'norse', { own: { ...snntorch.own, conforming: false } }],
    ['Nengo is another one than Nengo', 'nengo', { asNengo: { ...snntorch.own, conforming: false } }],
    ['the fingerprint is that of another simulator', 'norse', { fingerprint: snntorch.fingerprint }],
    [
      'a digit gets another class',
      'nengo',
      { digits: [{ amplitude: 0.5, minVoltage: null, images: 100, different: [300] }] },
    ],
  ])('says so if %s', (_, name, changed) => {
    expect(unexpectedIn(named(name), examinationOf(name, changed))).toHaveLength(1);
  });

  it('says which digits get another class', () => {
    const digits = [{ amplitude: 0.5, minVoltage: null, images: 100, different: [300, 1200] }];
    expect(unexpectedIn(named('nengo'), examinationOf('nengo', { digits }))).toEqual([
      'digits in the class of the reference at amplitude 0.5, no floor: 98 of 100, all but 300, 1200',
    ]);
  });
});

describe('what is kept of a validation', () => {
  const before = kept('norse');
  const now = (changed: Partial<Kept>) => changesFrom(before, { ...before, ...changed });

  it('is the same if it is kept once more', () => {
    const again = keptOf(examinationOf('nengo'), kept('nengo').validation.environment);
    expect(again).toEqual(kept('nengo'));
    expect(changesFrom(kept('nengo'), again)).toEqual([]);
  });

  it('is not compared in the last bits of voltages, and not in how many cases there are', () => {
    const { passed } = before.counts;
    expect(now({ level: before.level === 'bits' ? 'steps' : 'bits' })).toEqual([]);
    expect(now({ counts: { ...before.counts, passed: passed + 1 } })).toEqual([]);
    const untold = { ...before, claims: before.claims.map((claim) => ({ ...claim, level: null })) };
    expect(changesFrom(untold, before)).toEqual([]);
  });

  it('says what came out otherwise', () => {
    const [first, ...others] = before.claims;
    const claims = [{ ...first, outcome: 'broken' }, ...others] as Kept['claims'];
    expect(now({ claims })).toEqual([`claim ${first?.id} was ${first?.outcome}, and is broken`]);
    const worse = [{ ...first, level: 'counts' }, ...others] as Kept['claims'];
    expect(now({ claims: worse })).toEqual([`the level of claim ${first?.id} was steps, and is counts`]);
    expect(now({ level: 'counts' })).toEqual(['the level was steps, and is counts']);
    const newer = { ...before.implementation, version: '2.0.0' };
    expect(now({ implementation: newer })).toHaveLength(1);
  });

  it('stands side by side in a matrix, as Markdown and as a page', () => {
    const matrix = makeMatrix(adapters.flatMap(({ name }) => readKept(name) ?? []));
    expect(readFileSync('fixtures/verdicts/matrix.md', 'utf8')).toBe(formatMatrixMarkdown(matrix));
    expect(readFileSync('fixtures/verdicts/matrix.html', 'utf8')).toBe(formatMatrixHtml(matrix));
  });
});
