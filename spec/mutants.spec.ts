import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import listed from '../fixtures/kills.json' with { type: 'json' };
import { type CataloguedMutant, catalogue, isKilled, type KillMatrix } from '../properties/kill-matrix.ts';
import { allLaws } from '../properties/laws.ts';
import { formatKills } from '../scripts/write-kills.ts';
import { defaultRuns } from '../src/cli/check.ts';
import { explorationOf } from '../src/conformance/law.ts';
import { publishedVectors } from '../src/vectors.ts';
import { describeSlow, sampleOf } from './slow.ts';

const killedBy: KillMatrix = listed;
const byVectors = new Set(publishedVectors().flatMap(({ kills }) => kills));

/** Whether the input that fixtures/kills.json lists for a law kills a mutant; cached. */
const found = new Map<string, Promise<boolean>>();

describe('every mutant breaks a law on the input in fixtures/kills.json', () => {
  for (const mutant of catalogue) {
    const killers = Object.keys(killedBy[mutant.name] ?? {});
    const cited = mutant.cites ? ` [${mutant.cites}]` : '';
    it(`${mutant.name} (${mutant.difference})${cited} dies of ${namesOf(killers)}`, async () => {
      // a law with few inputs has large ones
      const isQuick = (id: string) => mutant.trials.find((trial) => trial.id === id)?.mostRuns === undefined;
      const [law] = [...killers.filter(isQuick), ...killers];
      expect(await dies(mutant, law)).toBe(true);
    });
  }
});

describe('every law kills a mutant', () => {
  // the others are about rectifiers, or statistics over seeds
  const lawsWithMutants = new Set(catalogue.flatMap(({ trials }) => trials.map(({ id }) => id)));
  // these take half a second per digit, or train twelve networks; the slow tests below run them on mutants
  for (const id of ['network/classifies-digits-as-nengo-dl', 'trained/falls-though-retrained'])
    lawsWithMutants.delete(id);
  for (const { id } of allLaws.filter((law) => lawsWithMutants.has(law.id))) {
    const killed = catalogue.filter(({ name }) => killedBy[name]?.[id] !== undefined);
    it(`${id} kills ${namesOf(killed.map(({ name }) => name))}`, async () => {
      const known = killed.find(({ name }) => found.has(keyOf(name, id)));
      const [first] = killed;
      expect(first !== undefined && (await dies(known ?? first, id))).toBe(true);
    });
  }
});

/** Whether a law kills a mutant with the listed input. */
function dies({ name, trials }: CataloguedMutant, law: string | undefined): Promise<boolean> {
  const trial = trials.find(({ id }) => id === law);
  const input = killedBy[name]?.[law ?? ''];
  if (trial === undefined || input === undefined) return Promise.resolve(false);
  const known = found.get(keyOf(name, trial.id)) ?? isKilled(trial, input);
  found.set(keyOf(name, trial.id), known);
  return known;
}

function keyOf(mutant: string, law: string): string {
  return `${law} ${mutant}`;
}

function namesOf(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).join(', ');
  return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown || 'nothing that fixtures/kills.json lists';
}

/** The laws that compare everything in an answer on any legal input. */
const lawsOfAnyInput = [
  'lif/fires-as-declared',
  'lif/fires-above-one-as-declared',
  'low-pass/rule-at-any-size',
  'network/every-stage-follows',
  'trained/agrees-with-the-definition',
  'nir/fires-in-its-own-units',
];

/** What a seed draws is not defined, and refusals are listed one by one, so one law knows all that there is to know. */
const undefinedClauses = ['streams', 'C9', 'randomness', 'initial-weights', 'refusal'];

describe('the mutants', () => {
  it('are listed once each, in the order of the catalog', () => {
    expect(Object.keys(killedBy)).toEqual(catalogue.map(({ name }) => name));
    expect(formatKills(killedBy)).toBe(readFileSync('fixtures/kills.json', 'utf8'));
  });

  it('have names in kebab-case if they are simulators, so the command line accepts them', () => {
    const names = catalogue.filter(({ isImplementation }) => isImplementation).map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('of simulators die of two laws, or of a law and a vector, and not only of laws about any legal input', () => {
    const killersOf = (name: string) => [
      ...Object.keys(killedBy[name] ?? {}),
      ...(byVectors.has(name) ? ['vector'] : []),
    ];
    const isDefined = (law: string) => !undefinedClauses.includes(allLaws.find(({ id }) => id === law)?.clause ?? '');
    const weak = catalogue.filter(({ name, isImplementation }) => {
      const killers = killersOf(name);
      const isKilledTwice = killers.length > 1 && killers.some((law) => !lawsOfAnyInput.includes(law));
      return isImplementation && killers.some(isDefined) && !isKilledTwice;
    });
    expect(weak.map(({ name }) => `${name}: ${killersOf(name).join()}`)).toEqual([]);
  });

  it('each die within the inputs of a check', () => {
    const inputsUpTo = (kill: string | number) => (typeof kill === 'string' ? Number.parseInt(kill, 10) + 1 : kill);
    const alive = catalogue.filter(({ name, isImplementation, trials }) => {
      const isInCheck = (trial: (typeof trials)[number]) =>
        inputsUpTo(killedBy[name]?.[trial.id] ?? Number.NaN) <=
        explorationOf(trial, { seed: 1830, numRuns: defaultRuns }).numRuns;
      return isImplementation && !trials.some(isInCheck);
    });
    expect(alive.map(({ name }) => name)).toEqual([]);
  });
});

describe('the laws', () => {
  it('have ids that are unique', () => {
    const ids = allLaws.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describeSlow('all laws against mutants', () => {
  // npm run generate, which CI runs, checks the lists in the vectors
  it.each(sampleOf(catalogue, 40).map((mutant) => [mutant.name, mutant] as const))(
    'kill %s on every input in fixtures/kills.json',
    { timeout: 600_000 },
    async (name, mutant) => {
      for (const law of Object.keys(killedBy[name] ?? {})) expect(await dies(mutant, law), law).toBe(true);
    },
  );
});
