import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { laws } from '../properties/laws.ts';
import { builderMutants } from '../properties/mutants/build.ts';
import { channelMutants } from '../properties/mutants/channel.ts';
import { mutantsByTopic } from '../properties/mutants/index.ts';
import type { Mutant } from '../properties/mutants/mutant.ts';
import { streamMutants } from '../properties/mutants/stream.ts';
import { trainingMutants } from '../properties/mutants/training.ts';
import { builderLaws } from '../properties/network/build.ts';
import { channelLaws } from '../properties/network/channel.ts';
import { streamLaws } from '../properties/network/stream.ts';
import { exploration, isApplicable } from '../properties/runs.ts';
import { trainingLaws } from '../properties/training/trainer.ts';
import type { CapabilityName } from '../src/conformance/implementation.ts';
import { explorationOf, type Law } from '../src/conformance/law.ts';
import { writeLine } from '../src/conformance/protocol/json-line.ts';

/** fixtures/kills.json: which laws kill which mutants. The vectors list the mutants that they kill. */
export interface KillMatrix {
  /** The digest of each law about mutants, by its id. */
  readonly laws: Digests;
  /** The digest of each mutant, by its name: of its answers to the input of its witness. */
  readonly mutants: Digests;
  /** What kills each mutant, by its name. */
  readonly kills: Readonly<Record<string, Kills>>;
}

/** Laws and mutants whose digest is the recorded one are not judged again. */
export type Digests = Readonly<Record<string, string>>;

/**
 * The input with which each law kills a mutant, by the id of the law, in reading order: the path of fast-check to it, or
 * the number of inputs up to it if the mutant or the law remembers earlier inputs.
 */
export type Kills = Readonly<Record<string, Input>>;

type Input = string | number;

/** A mutant of any kind, and the laws that can be about it. */
export interface CataloguedMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'> {
  readonly topic: string;
  /** Whether it implements the interface of a simulator, so that vectors can judge it. */
  readonly isImplementation: boolean;
  readonly trials: readonly Trial[];
}

/** A law about one mutant. */
export interface Trial extends Pick<Law, 'times' | 'mostRuns'> {
  readonly id: string;
  readonly property: (watch?: Watch) => fc.IProperty<unknown> | fc.IAsyncProperty<unknown>;
}

/** Wraps a mutant, to record its answers. */
type Watch = <Any extends object>(wrong: Any) => Any;

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
        .map((law) => ({ ...law, property: (watch = unwatched) => law.property(watch(mutant.anew?.() ?? mutant)) })),
    })),
  ),
  ...builderMutants.map((mutant) =>
    notAnImplementation('building', mutant, builderLaws, ({ property }, { build }) => property(build)),
  ),
  ...streamMutants.map((mutant) =>
    notAnImplementation('stream', mutant, streamLaws, ({ property }, stream) => property(stream)),
  ),
  ...channelMutants.map((mutant) =>
    notAnImplementation('channel', mutant, channelLaws, ({ property }, channel) => property(channel)),
  ),
  ...trainingMutants.map((mutant) =>
    notAnImplementation('training', mutant, trainingLaws, ({ property }, trainer) => property(trainer)),
  ),
];

const unwatched: Watch = (wrong) => wrong;

/**
 * Judges all new or changed laws on every mutant, and all laws on new or changed mutants.
 *
 * @param laws - the present digest of each law
 */
export async function killMatrix(
  among: Iterable<CataloguedMutant>,
  known: KillMatrix,
  laws: Digests,
): Promise<KillMatrix> {
  const mutants: Record<string, string> = {};
  const kills: Record<string, Kills> = {};
  for (const mutant of among) {
    const { name } = mutant;
    const listed = known.kills[name] ?? {};
    const digest = await digestMutant(mutant, listed);
    const isSame = digest !== undefined && digest === known.mutants[name];
    const found = await killsOf(mutant, listed, (law) => isSame && laws[law] === known.laws[law]);
    kills[name] = found;
    const present = isDeepStrictEqual(found, listed) ? digest : await digestMutant(mutant, found);
    // a mutant without a digest is judged every time; a spec fails, because nothing kills it
    if (present !== undefined) mutants[name] = present;
  }
  return { laws, mutants, kills };
}

/** The laws that kill a mutant. Laws whose listed input still kills are not run on other inputs. */
async function killsOf({ trials }: CataloguedMutant, listed: Kills, isKnown: (law: string) => boolean): Promise<Kills> {
  const kills: Record<string, Input> = {};
  for (const trial of trials) {
    const input = listed[trial.id];
    const isListed = input !== undefined && (isKnown(trial.id) || (await isKilled(trial, input)));
    const found = isListed || isKnown(trial.id) ? input : await firstKill(trial);
    if (found !== undefined) kills[trial.id] = found;
  }
  return kills;
}

/** Whether an input kills, at the latest the second time that it is used: some mutants remember the run before. */
export async function isKilled({ property }: Trial, input: Input, watch?: Watch): Promise<boolean> {
  const inputs = typeof input === 'string' ? { path: input, numRuns: 1 } : { numRuns: input };
  const judged = property(watch);
  const fails = async () => (await fc.check(judged, { ...exploration({}), ...inputs, endOnFailure: true })).failed;
  return (await fails()) || (await fails());
}

/** The first input that kills, and does so again. */
export async function firstKill(trial: Trial): Promise<Input | undefined> {
  const runs = explorationOf(trial, exploration({}));
  // no smallest input is needed
  const { counterexamplePath: path, numRuns } = await fc.check(trial.property(), { ...runs, endOnFailure: true });
  if (path === null) return undefined;
  for (const input of [path, numRuns]) if (await isKilled(trial, input)) return input;
  return undefined;
}

/** The law whose listed input shows how a mutant behaves. A law with few inputs has large ones, so another is preferred. */
export function witnessOf({ trials }: CataloguedMutant, kills: Kills): Trial | undefined {
  const killers = trials.filter(({ id }) => kills[id] !== undefined);
  return killers.find(({ mostRuns }) => mostRuns === undefined) ?? killers[0];
}

/** A digest of the answers of a mutant to the input of its witness; undefined if it survives. */
export async function digestMutant(mutant: CataloguedMutant, kills: Kills): Promise<string | undefined> {
  const witness = witnessOf(mutant, kills);
  if (witness === undefined) return undefined;
  const answers: unknown[] = [mutant.topic];
  const isDead = await isKilled(witness, kills[witness.id] as Input, (wrong) => recorded(wrong, answers));
  return isDead ? digestOf(answers.map(writeLine)) : undefined;
}

/** The start of the SHA-256 of texts. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12);
}

/** A mutant whose answers are added to a list, in the order of the requests, after what it promises, such as its precision. */
function recorded<Any extends object>(wrong: Any, answers: unknown[]): Any {
  const { name: _, difference: __, cites: ___, ...promises } = wrong as Any & Partial<Mutant>;
  answers.push(promises);
  const fields = Object.entries(wrong).map(([field, value]) => [
    field,
    typeof value === 'function' ? recordedAct(value, answers) : value,
  ]);
  return Object.fromEntries(fields) as Any;
}

function recordedAct(act: (...request: unknown[]) => unknown, answers: unknown[]) {
  return (...request: unknown[]) => {
    const index = answers.push('no answer') - 1;
    const keep = (answer: unknown) => {
      // a handle, which may contain the number of runs so far
      const isResumable = typeof answer === 'object' && answer !== null && 'state' in answer;
      // written at once, because arrays change in training
      answers[index] = writeLine(isResumable ? { ...answer, state: null } : (answer ?? null));
    };
    return observe(() => act(...request), keep);
  };
}

/** Acts, and passes on the answer or the kind of error. */
function observe(act: () => unknown, keep: (answer: unknown) => void): unknown {
  const keepError = (error: unknown) => keep(error instanceof Error ? error.name : error);
  try {
    const answer = act();
    if (answer instanceof Promise) answer.then(keep, keepError);
    else keep(answer);
    return answer;
  } catch (error) {
    keepError(error);
    throw error;
  }
}

function lawsAbout(topic: string): readonly Law[] {
  const capability = wrongCapability[topic];
  return capability === undefined ? laws : laws.filter(({ needs }) => needs.includes(capability));
}

function notAnImplementation<Any extends Pick<Law, 'id'>, Wrong extends Pick<Mutant, 'name' | 'difference' | 'cites'>>(
  topic: string,
  mutant: Wrong & { readonly anew?: () => Wrong },
  among: readonly Any[],
  property: (law: Any, mutant: Wrong) => fc.IProperty<unknown> | fc.IAsyncProperty<unknown>,
): CataloguedMutant {
  return {
    ...about(topic, mutant),
    isImplementation: false,
    trials: among.map((law) => ({
      id: law.id,
      mostRuns: fewRuns,
      property: (watch = unwatched) => property(law, watch(mutant.anew?.() ?? mutant)),
    })),
  };
}

function about(topic: string, { name, difference, cites }: Pick<Mutant, 'name' | 'difference' | 'cites'>) {
  return { name, difference, ...(cites !== undefined && { cites }), topic };
}
