import fc from 'fast-check';
import type { CapabilityName, Implementation } from '../src/conformance/implementation.ts';
import { type Exploration, explorationOf, type Law } from '../src/conformance/law.ts';
import { laws } from './laws.ts';
import { builderMutants } from './mutants/build.ts';
import { channelMutants } from './mutants/channel.ts';
import { mutantsByTopic } from './mutants/index.ts';
import type { Mutant } from './mutants/mutant.ts';
import { streamMutants } from './mutants/stream.ts';
import { trainingMutants } from './mutants/training.ts';
import { builderLaws } from './network/build.ts';
import { channelLaws } from './network/channel.ts';
import { streamLaws } from './network/stream.ts';
import { exploration, isApplicable } from './runs.ts';
import { trainingLaws } from './training/trainer.ts';

/** What kills each mutant, by its name: the laws, in reading order. The vectors list the mutants that they kill. */
export type KillMatrix = Readonly<Record<string, Kills>>;

/**
 * The input with which each law kills a mutant, by the id of the law: the path of fast-check to it, or the number of
 * inputs up to it if the mutant or the law remembers earlier inputs.
 */
export type Kills = Readonly<Record<string, string | number>>;

/** A mutant of any kind, and the laws that can be about it. */
export interface CataloguedMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'> {
  readonly topic: string;
  /** Whether it implements the interface of a simulator, so that vectors can judge it. */
  readonly isImplementation: boolean;
  readonly trials: readonly Trial[];
}

/** A law about one mutant. */
interface Trial extends Pick<Law, 'times' | 'mostRuns'> {
  readonly id: string;
  readonly property: () => fc.IProperty<unknown> | fc.IAsyncProperty<unknown>;
}

/** Number of inputs for slow laws. Most inputs kill each of their mutants. */
const fewRuns = 10;

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

/** Every mutant that laws about simulators, builders, streams, channels and trainers kill. */
export const catalogue: readonly CataloguedMutant[] = [
  ...Object.entries(mutantsByTopic).flatMap(([topic, wrong]) =>
    wrong.map((mutant) => ({
      ...about(topic, mutant),
      isImplementation: true,
      trials: lawsAbout(topic)
        .filter((law) => isApplicable(law, mutant))
        .map((law) => ({ ...law, property: () => law.property(mutant.anew?.() ?? mutant) })),
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
  ...trainingMutants.map((trainer) =>
    notAnImplementation('training', { name: trainer.name, difference: trainer.name }, trainingLaws, ({ property }) =>
      property(trainer),
    ),
  ),
];

/** Runs all laws on every mutant, and lists those that kill it. */
export async function killMatrix(among: readonly CataloguedMutant[], known: KillMatrix = {}): Promise<KillMatrix> {
  const knownLaws = new Set(Object.values(known).flatMap(Object.keys));
  const matrix: Record<string, Kills> = {};
  for (const mutant of among) matrix[mutant.name] = await killsOf(mutant, known[mutant.name], knownLaws);
  return matrix;
}

/**
 * The laws that kill a mutant.
 *
 * @param listed - what killed it before: the laws whose input still kills are not run on other inputs
 * @param knownLaws - of these, only listed laws are run
 */
async function killsOf({ trials }: CataloguedMutant, listed: Kills | undefined, knownLaws: ReadonlySet<string>) {
  const kills: Record<string, string | number> = {};
  for (const trial of trials) {
    const input = listed?.[trial.id];
    if (listed !== undefined && input === undefined && knownLaws.has(trial.id)) continue;
    const isSame = input !== undefined && (await isKilled(trial, input));
    const found = isSame ? input : await firstKill(trial);
    if (found !== undefined) kills[trial.id] = found;
  }
  return kills;
}

/** Whether an input kills, at the latest the second time that it is used: some mutants remember the run before. */
export async function isKilled({ property }: Trial, input: string | number): Promise<boolean> {
  const inputs = typeof input === 'string' ? { path: input, numRuns: 1 } : { numRuns: input };
  const judged = property();
  const fails = async () => (await fc.check(judged, { ...exploration({}), ...inputs, endOnFailure: true })).failed;
  return (await fails()) || (await fails());
}

/** The first input that kills, and does so again. */
export async function firstKill(trial: Trial): Promise<string | number | undefined> {
  const runs = explorationOf(trial, exploration({}));
  // no smallest input is needed
  const { counterexamplePath: path, numRuns } = await fc.check(trial.property(), { ...runs, endOnFailure: true });
  if (path === null) return undefined;
  for (const input of [path, numRuns]) if (await isKilled(trial, input)) return input;
  return undefined;
}

/** Whether an implementation breaks a law. It cannot break a law that is not applicable. */
export async function breaks(law: Law, implementation: Implementation, among: Exploration): Promise<boolean> {
  if (!isApplicable(law, implementation)) return false;
  const { failed } = await fc.check(law.property(implementation), {
    ...explorationOf(law, among),
    endOnFailure: true,
  });
  return failed;
}

function lawsAbout(topic: string): readonly Law[] {
  const capability = wrongCapability[topic];
  return capability === undefined ? laws : laws.filter(({ needs }) => needs.includes(capability));
}

function notAnImplementation<Any extends Pick<Law, 'id'>>(
  topic: string,
  mutant: Pick<Mutant, 'name' | 'difference' | 'cites'>,
  among: readonly Any[],
  property: (law: Any) => fc.IProperty<unknown> | fc.IAsyncProperty<unknown>,
): CataloguedMutant {
  return {
    ...about(topic, mutant),
    isImplementation: false,
    trials: among.map((law) => ({ id: law.id, mostRuns: fewRuns, property: () => property(law) })),
  };
}

function about(topic: string, { name, difference, cites }: Pick<Mutant, 'name' | 'difference' | 'cites'>) {
  return { name, difference, ...(cites !== undefined && { cites }), topic };
}
