import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { mutants } from '../../properties/index.ts';
import type { KillMatrix } from '../../properties/kill-matrix.ts';
import type { RunsOfLaw } from '../../properties/law-runs.ts';
import { laws, trainingLaws } from '../../properties/laws.ts';
import { trainingMutants } from '../../properties/mutants/training/index.ts';
import { exploration } from '../../properties/runs.ts';
import { log } from '../../src/base/elementary.ts';
import { explorationOf, type Law } from '../../src/conformance/law.ts';

/** Inputs from which the fraction that kills a mutant is estimated. */
const sampleSize = 100;

/** The probability with which a mutant may survive all runs of the law that kills it most often. */
const escapes = 1e-3;

/** This many runs find, with a probability of 99.9 %, a mistake that breaks a law on a quarter of the inputs. */
const fewestRuns = runsFor(0.25);

/** The runs of each law, by its id. */
export async function computeLawRuns(): Promise<Record<string, RunsOfLaw>> {
  const fractions = await killedFractions();
  const bestOf = new Map<string, number>();
  for (const { mutant, fraction } of fractions) bestOf.set(mutant, Math.max(bestOf.get(mutant) ?? 0, fraction));
  const all: readonly Pick<Law, 'id' | 'mostRuns'>[] = [...laws, ...Object.values(trainingLaws).flat()];
  return Object.fromEntries(
    all.map(({ id, mostRuns = Number.POSITIVE_INFINITY }) => {
      const own = fractions.filter(({ law, mutant, fraction }) => law === id && fraction === bestOf.get(mutant));
      const [hardest] = own.filter(({ fraction }) => fraction > 0).sort((a, b) => a.fraction - b.fraction);
      const runs = Math.min(Math.max(fewestRuns, runsFor(hardest?.fraction ?? 1)), mostRuns);
      return [id, { runs, ...(hardest && { hardest: hardest.mutant, killedOn: hardest.fraction }) }];
    }),
  );
}

/** The smallest n with (1 − fraction)ⁿ ≤ 1e-3. */
function runsFor(fraction: number): number {
  return fraction === 1 ? 1 : Math.ceil(log(escapes) / log(1 - fraction));
}

interface KilledFraction {
  readonly law: string;
  readonly mutant: string;
  readonly fraction: number;
}

/** The fraction of inputs on which one law kills one mutant. */
export async function killedFraction(law: string, mutant: string): Promise<number> {
  const pair = allPairs().find((one) => one.law.id === law && one.mutant.name === mutant);
  if (pair === undefined) throw new Error(`${law} does not judge ${mutant}`);
  return await fractionThatFails(pair.property(), pair.law);
}

/** The fraction of inputs on which each law kills each mutant that the kill matrix lists for it. */
async function killedFractions(): Promise<KilledFraction[]> {
  const killedBy: KillMatrix = JSON.parse(readFileSync('fixtures/kills.json', 'utf8'));
  const fractions: KilledFraction[] = [];
  for (const { law, mutant, property } of allPairs()) {
    if (!killedBy[mutant.name]?.includes(law.id)) continue;
    fractions.push({ law: law.id, mutant: mutant.name, fraction: await fractionThatFails(property(), law) });
  }
  return fractions;
}

/** Every law with every mutant of the same kind. */
function allPairs() {
  return [
    ...laws.flatMap((law) => mutants.map((mutant) => ({ law, mutant, property: () => law.property(mutant) }))),
    ...Object.values(trainingLaws)
      .flat()
      .flatMap((law) =>
        Object.values(trainingMutants)
          .flat()
          .map((mutant) => ({ law, mutant, property: () => law.property(mutant) })),
      ),
  ];
}

async function fractionThatFails(
  property: fc.IAsyncProperty<unknown>,
  law: Pick<Law, 'id' | 'mostRuns'>,
): Promise<number> {
  const outcomes: boolean[] = [];
  for (const input of fc.sample(property, explorationOf(law, { ...exploration({}), numRuns: sampleSize }))) {
    const failure = await property.run(input);
    if (!fc.PreconditionFailure.isFailure(failure)) outcomes.push(failure !== null);
  }
  return outcomes.filter((failed) => failed).length / outcomes.length;
}

/** Formats properties/law-runs.json: one law per line. */
export function formatLawRuns(runs: Readonly<Record<string, RunsOfLaw>>): string {
  const lines = Object.entries(runs).map(([id, one]) => `  ${JSON.stringify(id)}: ${JSON.stringify(one)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
