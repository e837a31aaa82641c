import fc from 'fast-check';
import type { CapabilityName, Implementation } from '../src/conformance/implementation.ts';
import type { Exploration } from '../src/conformance/law.ts';
import { isApplicable, type Law } from '../src/conformance/law.ts';
import { laws, trainingLaws } from './laws.ts';
import { builderMutants } from './mutants/build.ts';
import { channelMutants } from './mutants/channel.ts';
import { mutantsBySubject } from './mutants/index.ts';
import type { Mutant } from './mutants/mutant.ts';
import { trainingMutants } from './mutants/training/index.ts';
import { builderLaws } from './network/build.ts';
import { channelLaws } from './network/channel.ts';

/** What kills each mutant, by its name. */
export type KillMatrix = Readonly<Record<string, Kills>>;

/** What kills a mutant. */
export interface Kills {
  /** What it is a wrong one of. */
  readonly subject: string;
  /** Ids of the laws that break on it, in reading order. */
  readonly laws: readonly string[];
  /** Ids of the vectors that it deviates from, in reading order; missing where it is no implementation of the port, so that no vector can tell. */
  readonly vectors?: readonly string[];
}

/** A wrong thing of any kind, and a way to find out which laws break on it. */
export interface CataloguedMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'> {
  readonly subject: string;
  /** Whether it is an implementation of the port, which vectors can be tried on. */
  readonly isImplementation: boolean;
  readonly brokenLaws: (exploration: Exploration) => Promise<string[]>;
}

/** Every mutant that laws about simulators, builders, channels and trainers catch. */
export const catalogue: readonly CataloguedMutant[] = [
  ...Object.entries(mutantsBySubject).flatMap(([subject, wrong]) =>
    wrong.map((mutant) => ({
      ...about(subject, mutant),
      isImplementation: true,
      brokenLaws: (exploration: Exploration) => idsOf(lawsAbout(subject), (law) => breaks(law, mutant, exploration)),
    })),
  ),
  ...builderMutants.map((mutant) =>
    beyondThePort('building', mutant, builderLaws, ({ property }) => property(mutant.build)),
  ),
  ...channelMutants.map((mutant) => beyondThePort('channel', mutant, channelLaws, ({ property }) => property(mutant))),
  ...Object.values(trainingMutants)
    .flat()
    .map((trainer) =>
      beyondThePort(
        'training',
        { name: trainer.name, difference: trainer.name },
        Object.values(trainingLaws).flat(),
        ({ property }) => property(trainer),
      ),
    ),
];

/** Whether a law breaks on an implementation. A law that does not apply does not break. */
export async function breaks(law: Law, implementation: Implementation, exploration: Exploration): Promise<boolean> {
  return isApplicable(law, implementation) && (await fails(law.property(implementation), exploration));
}

/** What kills every mutant, by laws that are run and vectors that say so themselves. */
export async function killMatrix(
  vectors: readonly { readonly id: string; readonly kills: readonly string[] }[],
  exploration: Exploration,
  among: readonly CataloguedMutant[] = catalogue,
): Promise<KillMatrix> {
  const matrix: Record<string, Kills> = {};
  for (const { name, subject, isImplementation, brokenLaws } of among) {
    const failed = vectors.filter(({ kills }) => kills.includes(name)).map(({ id }) => id);
    matrix[name] = {
      subject,
      laws: await brokenLaws(exploration),
      ...(isImplementation && { vectors: failed }),
    };
  }
  return matrix;
}

/** The capability in which mutants of a subject are wrong; in the others, if they have them, they are the reference. */
const wrongCapability: Readonly<Record<string, CapabilityName>> = {
  neuron: 'neuron',
  tuning: 'tuning',
  synapse: 'synapse',
  seeding: 'seeded',
  network: 'network',
};

/** The laws that a mutant of a subject could break. */
function lawsAbout(subject: string): readonly Law[] {
  const capability = wrongCapability[subject];
  return capability === undefined ? laws : laws.filter(({ needs }) => needs.includes(capability));
}

/** Cases for laws that take long; every mutant of theirs dies on many. */
const fewRuns = 10;

function beyondThePort<Any extends Pick<Law, 'id'>>(
  subject: string,
  mutant: Pick<Mutant, 'name' | 'difference' | 'cites'>,
  among: readonly Any[],
  property: (law: Any) => fc.IProperty<unknown> | fc.IAsyncProperty<unknown>,
): CataloguedMutant {
  return {
    ...about(subject, mutant),
    isImplementation: false,
    brokenLaws: ({ seed, numRuns }) =>
      idsOf(among, (law) => fails(property(law), { seed, numRuns: Math.min(numRuns, fewRuns) })),
  };
}

function about(subject: string, { name, difference, cites }: Pick<Mutant, 'name' | 'difference' | 'cites'>) {
  return { name, difference, ...(cites !== undefined && { cites }), subject };
}

async function fails(
  property: fc.IProperty<unknown> | fc.IAsyncProperty<unknown>,
  exploration: Exploration,
): Promise<boolean> {
  // no need of the smallest case
  const { failed } = await fc.check(property, { ...exploration, endOnFailure: true });
  return failed;
}

async function idsOf<Any extends Pick<Law, 'id'>>(
  all: readonly Any[],
  isSo: (one: Any) => Promise<boolean>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const one of all) if (await isSo(one)) ids.push(one.id);
  return ids;
}
