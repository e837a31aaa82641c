import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { newerThan, readRequirements } from '../../adapters/environment.ts';
import { type Adapter, adapters } from '../../adapters/validation/adapters.ts';
import { type Baseline, changesFrom, unexpectedIn } from '../../adapters/validation/baseline.ts';
import { formatBoard, formatBoardHtml } from '../../adapters/validation/board.ts';
import { foundFolder, readFound } from '../../adapters/validation/found.ts';
import { readVerdicts } from '../../adapters/validation/verdicts.ts';
import { versions } from '../../src/base/version.ts';
import { clauses } from '../../src/conformance/clauses.ts';

const verdicts = readVerdicts();
const baseline = (name: string) => verdicts.simulators[name] as Baseline;
const named = (name: string) => adapters.find((one) => one.name === name) as Adapter;

/** The number of lines of a Python adapter without its description, comments and empty lines. */
function linesOfCode(file: string): number {
  const code = readFileSync(`adapters/${file}`, 'utf8').replace(/^"""[\s\S]*?"""$/m, '');
  return code.match(/^ *[^#\s]/gm)?.length ?? 0;
}

describe('every adapter', () => {
  it('is validated', () => {
    const files = readdirSync('adapters').filter((file) => /^(?!lifspec).*-adapter\.\w+$/.test(file));
    expect(adapters.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  });

  it.each(adapters.map(({ file }) => file))('is on the board and short enough to read: %s', (file) => {
    expect(readFileSync('fixtures/board.md', 'utf8')).toContain(`(../adapters/${file})`);
    const lines = readFileSync(`adapters/${file}`, 'utf8').trimEnd().split('\n');
    // Python has lifspec, most others have no JSON library; to train a network takes as many lines as to run one
    const most = file.startsWith('nengo-dl-network') ? 120 : ({ '.py': 60, '.pl': 60 }[extname(file)] ?? 120);
    expect(lines.length).toBeLessThanOrEqual(most);
  });

  it.each(adapters)('has a baseline without problems: $name', (adapter) => {
    expect(Object.keys(baseline(adapter.name).ranOn).length).toBeGreaterThan(0);
    expect(unexpectedIn(adapter, baseline(adapter.name))).toEqual([]);
  });

  it('requires this version of the Python package', () => {
    const own = adapters.map(({ file }) => file).filter((file) => file.endsWith('.py'));
    for (const file of own)
      expect(readFileSync(`adapters/${file}`, 'utf8'), file).toContain(`"lifspec==${versions.lifspec}"`);
  });

  it('have 21 lines of Python or fewer on average, formatted, without comments and their description', () => {
    const own = adapters.flatMap(({ file, isOf }) => (file.endsWith('.py') && isOf !== 'events' ? [file] : []));
    const counts = own.map(linesOfCode);
    expect(counts.reduce((sum, count) => sum + count, 0) / own.length).toBeLessThanOrEqual(21);
  });

  it.each(adapters.filter(({ isOf }) => isOf === 'events').map(({ file }) => file))(
    'has at most 45 such lines if it is of events: %s',
    (file) => {
      expect(linesOfCode(file)).toBeLessThanOrEqual(45);
    },
  );

  it.each(adapters.filter(({ isOf }) => isOf === 'events'))(
    'follows the rule of events that it declares: $name',
    (one) => {
      expect(baseline(one.name).events).toMatchObject({ choices: expect.anything(), undeclared: [] });
    },
  );

  it.each(['', '# requires-python = ">=3.10"\n# dependencies = ["torch"]', '# requires-python = "==3.11.*"'])(
    'is refused without requirements: %j',
    (script) => expect(() => readRequirements(script)).toThrow('# requires-python = "==X.Y.*"'),
  );
});

describe('a script that shows a defect without lifspec', () => {
  const found = readdirSync(foundFolder).map((file) => readFound(file.replace('.py', '')));
  const clauseNumbers = clauses.map(({ number }) => number);

  it('is tried on a newer release of the simulator, with any version of what else it requires', () => {
    const pinned = { python: '3.11', dependencies: ['a==1', 'b>=2,<3'], withoutDependencies: ['a==1'] };
    expect(newerThan(pinned)).toMatchObject({ dependencies: ['a>1', 'b'], withoutDependencies: ['a>1'] });
  });

  it.each(found)('says in a form that maintainers can use what is wrong: $name', ({ name, title, ...about }) => {
    const { dependencies } = readRequirements(readFileSync(`${foundFolder}/${name}.py`, 'utf8'));
    const [, version = ''] = /^\S+ (\S+): .+\.$/.exec(title) ?? [];
    expect(dependencies[0]).toMatch(new RegExp(`==${version}$`));
    for (const number of about.clause.split(', ')) expect(clauseNumbers).toContain(number);
    expect(about.upstream).toMatch(/^(none found|https:\/\/github\.com\/[\w-]+\/[\w-]+\/(issues|pull)\/\d+)$/);
    expect(about.report.split(' ').length).toBeLessThanOrEqual(120);
    for (const text of [about.expected, about.actual]) expect(text).not.toBe('');
    expect(about.code.filter((line) => line !== '').length).toBeLessThanOrEqual(20);
    expect(about.code.at(-1)).toMatch(/^assert /);
    expect(about.code.join('\n')).not.toContain('lifspec');
  });

  it('exists for each NIR importer or exporter that breaks a law', () => {
    const isWrong = (name: string) => baseline(name).nir?.some(({ outcome }) => outcome === 'failed');
    const wrong = adapters.filter(({ name }) => isWrong(name)).map(({ name }) => name);
    expect(wrong).toHaveLength(7);
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(wrong));
  });
});

describe('a validation', () => {
  it.each<[string, string, Partial<Baseline>]>([
    ['it does not conform', 'norse', { conforming: false }],
    ['Nengo does not conform', 'nengo', { asNengo: { ...baseline('nengo').asNengo, conforming: false } }],
    [
      'its events follow another rule',
      'norse-events',
      { events: { kinds: ['delta'], choices: {}, undeclared: ['adds deltas a step late'] } },
    ],
    [
      'no known rules explain its neurons',
      'norse',
      { diagnosis: { outcome: 'unexplained', words: '', precision: null } },
    ],
  ])('finds a problem if %s', (_, name, changed) => {
    expect(unexpectedIn(named(name), { ...baseline(name), ...changed })).toHaveLength(1);
  });
});

describe('a baseline', () => {
  const before = baseline('norse');
  const now = (changed: Partial<Baseline>) => changesFrom(before, { ...before, ...changed });

  it('does not depend on the last bits of voltages or on the number of cases', () => {
    const { passed } = before.counts;
    expect(now({ bitIdentical: !before.bitIdentical })).toEqual([]);
    expect(now({ counts: { ...before.counts, passed: passed + 1 } })).toEqual([]);
  });

  it('shows what changed', () => {
    const [first, ...others] = before.clauses;
    const clauses = [{ ...first, outcome: 'broken' }, ...others] as Baseline['clauses'];
    expect(now({ clauses })).toEqual([`clause ${first?.id} was ${first?.outcome}, and is broken`]);
    expect(now({ conforming: false })).toEqual(['the verdict was conforms, and is does not conform']);
    expect(now({ implementation: { ...before.implementation, version: '2.0.0' } })).toHaveLength(1);
    expect(now({ diagnosis: baseline('snntorch').diagnosis })).toHaveLength(1);
  });

  it('must have every clause of the result that applies', () => {
    const withNew = (outcome: string) => [...before.clauses, { id: 'C99', outcome }] as Baseline['clauses'];
    expect(now({ clauses: withNew('holds') })).toEqual(['has no clause C99 in its baseline; --update adds it']);
    expect(now({ clauses: withNew('not applicable') })).toEqual([]);
  });

  it('is a row of the board as HTML, with links to reports and escaped names', () => {
    const { implementation, ...rest } = baseline('pynn');
    const hostile = { ...rest, implementation: { ...implementation, name: '<b>' } };
    const { document } = parseHTML(formatBoardHtml({ simulators: { pynn: hostile } }));
    expect(document.querySelector('tbody th')?.textContent).toBe('<b>');
    expect(document.querySelector('tbody')?.textContent).toMatch(/conforms.*initialVoltage is zero/);
    const links = [...document.querySelectorAll('td a')].map((one) => [one.textContent, one.getAttribute('href')]);
    expect(links).toContainEqual(['PyNN#844', 'https://github.com/NeuralEnsemble/PyNN/issues/844']);
  });

  it('is a row of the published board', () => {
    expect(readFileSync('fixtures/board.md', 'utf8')).toBe(formatBoard(verdicts));
  });
});
