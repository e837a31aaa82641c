import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import json from '../fixtures/kills.json' with { type: 'json' };
import { allLaws } from '../properties/laws.ts';
import {
  type CataloguedMutant,
  catalogue,
  type Digests,
  digestAnswers,
  isInCheck,
  isKilled,
  type KillMatrix,
  killMatrix,
  witnessesOf,
} from '../scripts/kill-matrix.ts';
import { changesOf, digestLaws } from '../scripts/write-kills.ts';
import { publishedVectors } from '../src/vectors.ts';
import { describeSlow, sampleOf } from './slow.ts';

const listed = json as unknown as KillMatrix;
const killedBy = listed.kills;
const byVectors = new Set(publishedVectors().flatMap(({ kills }) => kills));

/** Whether the input that fixtures/kills.json lists for a law kills a mutant; cached. */
const found = new Map<string, Promise<boolean>>();

describe('every mutant breaks a law on the input in fixtures/kills.json', () => {
  for (const mutant of catalogue) {
    const killers = Object.keys(killedBy[mutant.name] ?? {});
    const cited = mutant.cites ? ` [${mutant.cites}]` : '';
    it(`${mutant.name} (${mutant.difference})${cited} dies of ${namesOf(killers)}`, async () => {
      const kills = killedBy[mutant.name] ?? {};
      // a law with many inputs compares everything in an answer; npm run generate, which CI runs, compares all answers
      const [widest] = witnessesOf(mutant, kills).toSorted((one, other) => (other.times ?? 1) - (one.times ?? 1));
      const law = widest?.id ?? '';
      const answers = await digestAnswers(mutant, law, kills);
      expect(answers, 'it survives; run npm run generate').toBeDefined();
      expect(answers, 'it answers in another way; run npm run generate').toBe(kills[law]?.[1]);
      found.set(keyOf(mutant.name, law), Promise.resolve(true));
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
  const [input] = killedBy[name]?.[law ?? ''] ?? [];
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

/**
 * Nothing else continues a run of a synapse, a network or events, compares epochs by the order of their images, or trains as
 * long: other trainings are short.
 */
const onlyLaws = [
  ...['low-pass/continues-from-state', 'network/continues-from-state', 'events/continues-from-state'],
  ...['trained/shuffles-every-epoch', 'trained/beyond-usual-sizes'],
];

describe('the mutants', () => {
  it('are listed once each, in the order of the catalog', () => {
    expect(Object.keys(killedBy)).toEqual(catalogue.map(({ name }) => name));
  });

  it('are named in kebab-case, or by a choice of a table, so they are one word of a command line', () => {
    const names = catalogue.filter(({ isImplementation }) => isImplementation).map(({ name }) => name);
    const isMutant = (name: string) => /^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name);
    const isChoice = (name: string) =>
      /^((network|synapse|tuning|training|events|nir|nir-lif|nir-if|nir-li|nir-cubalif)-)?[a-zA-Z_]+=[\w./>=-]+$/.test(
        name,
      );
    expect(names.filter((name) => !isMutant(name) && !isChoice(name))).toEqual([]);
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
      const isAlone = killers.some((law) => onlyLaws.includes(law));
      return isImplementation && killers.some(isDefined) && !isKilledTwice && !isAlone;
    });
    expect(weak.map(({ name }) => `${name}: ${killersOf(name).join()}`)).toEqual([]);
  });

  it('each die within the inputs of a check', () => {
    const alive = catalogue.filter(
      ({ name, isImplementation, trials }) =>
        isImplementation && !trials.some((trial) => isInCheck(trial, killedBy[name] ?? {})),
    );
    expect(alive.map(({ name }) => name)).toEqual([]);
  });
});

describe('the laws', () => {
  it('are those by which fixtures/kills.json was made', async () => {
    const present = await digestLaws();
    expect(changesOf(listed.laws, present), 'laws that have changed; run npm run generate').toEqual([]);
    expect(Object.keys(listed.laws)).toEqual(Object.keys(present));
  });

  it('have ids that are unique', () => {
    const ids = allLaws.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

/** Mutants that add numbers to what they receive, and two laws or more, of which the last one notes what it judges. */
function adders(added: Readonly<Record<string, number>>, judged: string[], quick = ['quick']): CataloguedMutant[] {
  return Object.entries(added).map(([name, more]) => {
    const property = (watch = <Any extends object>(wrong: Any) => wrong) => {
      const { add } = watch({ add: (number: number) => number + more });
      return fc.property(fc.nat(), (number) => add(number) === number);
    };
    const noted = () => {
      judged.push(name);
      return property();
    };
    const trials = [...quick.map((id) => ({ id, property })), { id: 'slow', mostRuns: 10, property: noted }];
    return { name, difference: `adds ${more}`, topic: 'sums', isImplementation: false, trials };
  });
}

describe('npm run generate', () => {
  const laws = { quick: '1', slow: '1' };
  async function judge(known: KillMatrix, added: Readonly<Record<string, number>>, laws: Digests) {
    const judged: string[] = [];
    const { kills } = await killMatrix(adders(added, judged), known, laws);
    return { laws, kills, judged: [...new Set(judged)] };
  }

  it('judges only new or changed mutants and laws', async () => {
    const first = await judge({ laws: {}, kills: {} }, { one: 1, two: 2 }, laws);
    expect(first.judged).toEqual(['one', 'two']);
    expect(first.kills.two).toEqual({ quick: ['0', expect.any(String)], slow: ['0'] });
    expect(await judge(first, { one: 1, two: 2 }, laws)).toEqual({ ...first, judged: [] });
    expect((await judge(first, { one: 1, two: 3 }, laws)).judged).toEqual(['two']);
    expect((await judge(first, { one: 1, two: 2, three: 3 }, laws)).judged).toEqual(['three']);
    expect((await judge(first, { one: 1, two: 2 }, { ...laws, slow: '2' })).judged).toEqual(['one', 'two']);
    expect((await judge(first, { one: 1, two: 0 }, laws)).kills).toEqual({ one: first.kills.one, two: {} });
  });

  it('looks for three laws on each mutant, and for a mutant of every law', async () => {
    const judged: string[] = [];
    const mutants = adders({ one: 1, two: 2 }, judged, ['first', 'second', 'third']);
    const all = { first: '1', second: '1', third: '1', slow: '1' };
    const { kills } = await killMatrix(mutants, { laws: {}, kills: {} }, all);
    expect(Object.keys(kills.one ?? {})).toEqual(['first', 'second', 'third', 'slow']);
    expect(Object.keys(kills.two ?? {})).toEqual(['first', 'second', 'third']);
    expect([...new Set(judged)]).toEqual(['one']);
  });

  it('judges a mutant again whose recorded input does not kill', async () => {
    const wrong = { laws, kills: { one: { quick: ['0'] as const }, none: { quick: ['0'] as const } } };
    expect((await judge(wrong, { one: 1, none: 0 }, laws)).judged).toEqual(['one', 'none']);
  });
});

describeSlow('all laws against mutants', () => {
  it.each(sampleOf(catalogue, 40).map((mutant) => [mutant.name, mutant] as const))(
    'kill %s on every input in fixtures/kills.json',
    { timeout: 600_000 },
    async (name, mutant) => {
      for (const law of Object.keys(killedBy[name] ?? {})) expect(await dies(mutant, law), law).toBe(true);
    },
  );

  it('get the recorded answers from every mutant, whatever it has run before', { timeout: 600_000 }, async () => {
    expect((await killMatrix(catalogue, listed, listed.laws)).changedMutants).toEqual([]);
  });
});
