import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import listed from '../fixtures/kills.json' with { type: 'json' };
import { networkControls } from '../properties/controls/network.ts';
import { controls, mutants } from '../properties/index.ts';
import { breaks, catalogue, type KillMatrix, killMatrix } from '../properties/kill-matrix.ts';
import { allLaws, laws } from '../properties/laws.ts';
import type { Mutant } from '../properties/mutants/mutant.ts';
import { classifiesDigitsAsNengoDl } from '../properties/network/digits.ts';
import { exploration } from '../properties/runs.ts';
import { formatKills } from '../scripts/write-kills.ts';
import type { Implementation } from '../src/conformance/implementation.ts';
import type { Law } from '../src/conformance/law.ts';
import { describeSlow, sampleOf } from './slow.ts';

/** As many inputs as the matrix was made with. A law ends at the first input that kills. */
const forMutants = exploration(process.env);

/** All laws except the one whose only input takes seconds, which spec/controls tests. */
const quickLaws = laws.filter((law) => law !== classifiesDigitsAsNengoDl);

/**
 * 3 inputs per law find a law that breaks on half of a control's inputs with a probability of 88 %. Rare false alarms
 * are looked for by spec/controls, with 1,000 seeds.
 */
const forControls = { ...exploration(process.env), numRuns: 3 };

const killedBy: KillMatrix = listed;
const found = new Map<string, Promise<boolean>>();

describe('every mutant breaks a law', () => {
  for (const mutant of mutants) {
    const killers = killedBy[mutant.name] ?? [];
    const cited = mutant.cites ? ` [${mutant.cites}]` : '';
    it(`${mutant.name} (${mutant.difference})${cited} dies of ${namesOf(killers)}`, async ({ annotate }) => {
      await annotate(killers.join(' '), 'killed-by');
      let killed = false;
      for (const law of inOrder(laws, ({ id }) => killers.includes(id))) killed ||= await kills(law, mutant);
      expect(killed).toBe(true);
    });
  }
});

describe('every law kills a mutant', () => {
  for (const law of laws) {
    const killed = mutants.filter(({ name }) => killedBy[name]?.includes(law.id));
    it(`${law.id} kills ${namesOf(killed.map(({ name }) => name))}`, async () => {
      let isKiller = false;
      const likely = inOrder(mutants, (one) => killed.includes(one));
      for (const mutant of inOrder(likely, (one) => found.has(keyOf(law, one)))) isKiller ||= await kills(law, mutant);
      expect(isKiller).toBe(true);
    });
  }
});

describe('every correct implementation passes all laws except the one about digits', () => {
  for (const control of controls) {
    it(control.name, async () => {
      const broken: string[] = [];
      for (const law of quickLaws) if (await breaks(law, ownPartsOf(control), forControls)) broken.push(law.id);
      expect(broken).toEqual([]);
    });
  }
});

describe('the names of laws, mutants and controls', () => {
  it.each([
    ['laws', allLaws.map(({ id }) => id)],
    ['mutants', mutants.map(({ name }) => name)],
  ])('are unique: %s', (_, names) => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('are kebab-case for mutants, so the command line accepts them', () => {
    expect(mutants.map(({ name }) => name).filter((name) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name))).toEqual([]);
  });
});

/** A control of networks without the reference's draws and training, which the control "reference in float32" has. */
function ownPartsOf(control: Implementation): Implementation {
  if (!networkControls.includes(control)) return control;
  const { seeded, training, ...own } = control;
  return own;
}

/** Whether a law kills a mutant; cached, because mutants and laws are tested in turn. */
function kills(law: Law, mutant: Mutant): Promise<boolean> {
  const key = keyOf(law, mutant);
  const known = found.get(key) ?? breaks(law, mutant, forMutants);
  found.set(key, known);
  return known;
}

const keyOf = (law: Law, mutant: Mutant) => `${law.id} ${mutant.name}`;

/** Puts the expected items first. A new law or mutant is not in the matrix until the matrix is generated again. */
function inOrder<Item>(items: readonly Item[], isExpected: (item: Item) => boolean): Item[] {
  return [...items.filter(isExpected), ...items.filter((item) => !isExpected(item))];
}

function namesOf(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).join(', ');
  return ids.length > 3
    ? `${shown} and ${ids.length - 3} more`
    : shown || 'a law or mutant that the matrix does not list yet';
}

describeSlow('all laws against mutants', () => {
  // conformance/vectors.spec.ts checks the lists in the vectors
  it.each(sampleOf(catalogue, 10).map((mutant) => [mutant.name, mutant] as const))(
    'kill %s exactly as fixtures/kills.json lists',
    { timeout: 600_000 },
    async (name, mutant) => {
      const made = await killMatrix(exploration({}), [mutant]);
      expect(made[name]).toEqual(killedBy[name]);
    },
  );

  it('are listed for every mutant', () => {
    expect(formatKills(killedBy)).toBe(readFileSync('fixtures/kills.json', 'utf8'));
    expect(Object.keys(listed)).toEqual(catalogue.map(({ name }) => name));
  });
});
