import fc from 'fast-check';
import type { CapabilityName, Implementation } from '../src/conformance/implementation.ts';
import { type Exploration, explorationOf, isApplicable, type Law } from '../src/conformance/law.ts';
import { allLaws, laws, trainingLaws } from './laws.ts';
import { builderMutants } from './mutants/build.ts';
import { channelMutants } from './mutants/channel.ts';
import { mutantsByTopic } from './mutants/index.ts';
import type { Mutant } from './mutants/mutant.ts';
import { streamMutants } from './mutants/stream.ts';
import { trainingMutants } from './mutants/training/index.ts';
import { builderLaws } from './network/build.ts';
import { channelLaws } from './network/channel.ts';
import { streamLaws } from './network/stream.ts';

/** The ids of the laws that kill each mutant, in reading order, by its name. The vectors list the mutants that they kill. */
export type KillMatrix = Readonly<Record<string, readonly string[]>>;

type IsAsked = (lawId: string) => boolean;

/** A mutant of any kind, and a function that finds the laws that it breaks. */
export interface CataloguedMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'> {
  readonly topic: string;
  /** Whether it implements the interface of a simulator, so that vectors can judge it. */
  readonly isImplementation: boolean;
  /** Ids of the laws among the asked ones, by default all, that it breaks. */
  readonly brokenLaws: (exploration: Exploration, isAsked?: IsAsked) => Promise<string[]>;
}

/** Every mutant that laws about simulators, builders, streams, channels and trainers kill. */
export const catalogue: readonly CataloguedMutant[] = [
  ...Object.entries(mutantsByTopic).flatMap(([topic, wrong]) =>
    wrong.map((mutant) => ({
      ...about(topic, mutant),
      isImplementation: true,
      brokenLaws: (exploration: Exploration, isAsked: IsAsked = () => true) =>
        idsOf(
          lawsAbout(topic),
          ({ id }) => isAsked(id),
          (law) => breaks(law, mutant, exploration),
        ),
    })),
  ),
  ...builderMutants.map((mutant) =>
    notAnImplementation('building', mutant, builderLaws, ({ property }) => property(mutant.build)),
  ),
  ...streamMutants.map((mutant) =>
    notAnImplementation('stream', mutant, streamLaws, ({ property }) => property(mutant)),
  ),
  ...channelMutants.map((mutant) =>
    notAnImplementation('channel', mutant, channelLaws, ({ property }) => property(mutant)),
  ),
  ...Object.values(trainingMutants)
    .flat()
    .map((trainer) =>
      notAnImplementation(
        'training',
        { name: trainer.name, difference: trainer.name },
        Object.values(trainingLaws).flat(),
        ({ property }) => property(trainer),
      ),
    ),
];

/** Whether an implementation breaks a law. It cannot break a law that is not applicable. */
export async function breaks(law: Law, implementation: Implementation, exploration: Exploration): Promise<boolean> {
  return (
    isApplicable(law, implementation) && (await fails(law.property(implementation), explorationOf(law, exploration)))
  );
}

/**
 * Runs all laws on every mutant, and lists those that kill it.
 *
 * @param known - a matrix to complete: only its new laws, and all laws on its new mutants, are run
 */
export async function killMatrix(
  exploration: Exploration,
  among: readonly CataloguedMutant[] = catalogue,
  known: KillMatrix = {},
): Promise<KillMatrix> {
  const knownLaws = new Set(Object.values(known).flat());
  const order = allLaws.map(({ id }) => id);
  const matrix: Record<string, readonly string[]> = {};
  for (const { name, brokenLaws } of among) {
    const listed = known[name];
    const found = await brokenLaws(exploration, (id) => listed === undefined || !knownLaws.has(id));
    const all = new Set([...(listed ?? []), ...found]);
    matrix[name] = order.filter((id) => all.has(id));
  }
  return matrix;
}

/** The capability that mutants of a topic implement wrongly. In all other capabilities they equal the reference. */
const wrongCapability: Readonly<Record<string, CapabilityName>> = {
  neuron: 'neuron',
  tuning: 'tuning',
  synapse: 'synapse',
  seeding: 'seeded',
  network: 'network',
  'trained network': 'training',
  NIR: 'nir',
};

function lawsAbout(topic: string): readonly Law[] {
  const capability = wrongCapability[topic];
  return capability === undefined ? laws : laws.filter(({ needs }) => needs.includes(capability));
}

/** Number of inputs for slow laws. Most inputs kill each of their mutants. */
const fewRuns = 10;

function notAnImplementation<Any extends Pick<Law, 'id'>>(
  topic: string,
  mutant: Pick<Mutant, 'name' | 'difference' | 'cites'>,
  among: readonly Any[],
  property: (law: Any) => fc.IProperty<unknown> | fc.IAsyncProperty<unknown>,
): CataloguedMutant {
  return {
    ...about(topic, mutant),
    isImplementation: false,
    brokenLaws: ({ seed, numRuns }, isAsked: IsAsked = () => true) =>
      idsOf(
        among,
        ({ id }) => isAsked(id),
        (law) => fails(property(law), { seed, numRuns: Math.min(numRuns, fewRuns) }),
      ),
  };
}

function about(topic: string, { name, difference, cites }: Pick<Mutant, 'name' | 'difference' | 'cites'>) {
  return { name, difference, ...(cites !== undefined && { cites }), topic };
}

async function fails(
  property: fc.IProperty<unknown> | fc.IAsyncProperty<unknown>,
  exploration: Exploration,
): Promise<boolean> {
  // no smallest input is needed
  const { failed } = await fc.check(property, { ...exploration, endOnFailure: true });
  return failed;
}

async function idsOf<Any extends Pick<Law, 'id'>>(
  all: readonly Any[],
  isAsked: (one: Any) => boolean,
  isSo: (one: Any) => Promise<boolean>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const one of all.filter(isAsked)) if (await isSo(one)) ids.push(one.id);
  return ids;
}
