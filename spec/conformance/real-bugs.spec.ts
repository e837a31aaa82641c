import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import {
  citationOf,
  citationOfFound,
  formatRealBugsHtml,
  foundDefects,
  isChoice,
  isInScope,
  realBugs,
  repetitions,
} from '../../scripts/real-bugs.ts';
import { clauses } from '../../src/conformance/clauses.ts';

const { collected, cited, measured } = realBugs;
const all = [...collected, ...cited];

describe('the list of real bugs', () => {
  it('has 278 bugs that were collected without a look at the suite, 153 of them within scope', () => {
    expect(collected).toHaveLength(278);
    expect(collected.filter(isInScope)).toHaveLength(153);
  });

  it('contains everything that a choice or a mutant cites', () => {
    const known = new Set([...all.map(citationOf), ...foundDefects.map(citationOfFound)]);
    expect(repetitions.filter(({ cites }) => !known.has(cites))).toEqual([]);
  });

  it('contains nothing twice, and beside the collected bugs only what is cited', () => {
    expect(new Set(all.map(citationOf)).size).toBe(all.length);
    const names = new Set(repetitions.map(({ cites }) => cites));
    expect(cited.filter((bug) => !names.has(citationOf(bug)))).toEqual([]);
  });

  it('names a clause for each bug within scope, and what lifspec would need for each other', () => {
    const numbers = clauses.map(({ number }) => number);
    for (const { bug, scope, clause, needs } of collected)
      expect([bug, numbers.includes(clause ?? ''), needs === undefined]).toEqual([
        bug,
        scope !== undefined,
        scope !== undefined,
      ]);
  });

  it('has no measurement with more caught than rebuilt', () => {
    for (const { rebuilt, caught, named } of measured)
      expect([rebuilt, caught, named].toSorted((a, b) => b - a)).toEqual([rebuilt, caught, named]);
  });
});

describe('the page about real bugs', () => {
  const { document } = parseHTML(formatRealBugsHtml());

  it('begins with the numbers', () => {
    const choices = collected.filter((bug) => isInScope(bug) && isChoice(bug));
    const [opening] = document.querySelectorAll('p');
    expect(opening?.textContent).toContain(`278 bugs`);
    expect(opening?.textContent).toContain(`153 are within its scope, and ${choices.length} of these are choices`);
    expect(opening?.textContent).toContain(`found ${foundDefects.length} defects`);
  });

  it('says by which choice and law a bug is shown, and in which words', () => {
    const rows = [...document.querySelectorAll('tr')].map((row) => row.textContent ?? '');
    const row = rows.find((text) => text.includes('genn-team/genn#468')) ?? '';
    for (const part of ['2021', 'N1', 'tauRc=whole-ms', 'reads only the whole milliseconds of tau_rc', 'lif/'])
      expect(row).toContain(part);
  });
});
