import { createHash } from 'node:crypto';
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
import { checkSeed, defaultRuns } from '../src/conformance/judge/plan.ts';
import { explorationOf, type Law } from '../src/conformance/law.ts';
import { writeLine } from '../src/conformance/protocol/json-line.ts';
import { capabilityNames } from '../src/conformance/protocol/protocol.ts';

/** fixtures/kills.json: laws that kill each mutant. The vectors list the mutants that they kill. */
export interface KillMatrix {
  /** The digest of each law about mutants, by its id. */
  readonly laws: Digests;
  /** What kills each mutant, by its name: a few of the laws that it breaks. Every law kills a mutant. */
  readonly kills: Readonly<Record<string, Kills>>;
}

export type Digests = Readonly<Record<string, string>>;

/** How each law kills a mutant, by the id of the law, in reading order. */
export type Kills = Readonly<Record<string, Kill>>;

/**
 * The input that kills: the path of fast-check to it, or the number of inputs up to it if the mutant or the law remembers
 * earlier inputs. Then, if it is quick, a digest of the answers of the mutant, which show whether the mutant has changed.
 */
export type Kill = readonly [input: Input, answers?: string];

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

/** Laws that are looked for on each mutant. Three show what is wrong; all of them would take many times as long. */
const enoughKills = 3;

/** Number of inputs for slow laws. Most inputs kill each of their mutants. */
const fewRuns = 10;

/** Runs networks of the tutorial's size. */
const lawOfDigits = 'network/classifies-digits-as-nengo-dl';

/** Every mutant that laws about simulators, builders, streams, channels and trainers kill. */
export const catalogue: readonly CataloguedMutant[] = [
  ...Object.entries(mutantsByTopic).flatMap(([topic, wrong]) =>
    wrong.map((mutant) => ({
      ...about(topic, mutant),
      isImplementation: true,
      trials: lawsAbout(topic)
        .filter((law) => isApplicable(law, mutant) && !(mutant.isTextbook && law.id === lawOfDigits))
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
    notAnImplementation('trainer', mutant, trainingLaws, ({ property }, trainer) => property(trainer)),
  ),
];

const unwatched: Watch = (wrong) => wrong;

/**
 * Judges new and changed mutants, mutants that a changed law no longer kills, and laws that kill no mutant. Of the others, a
 * changed law is judged only on those that die of fewer than three laws.
 *
 * @param laws - the present digest of each law
 */
export async function killMatrix(
  among: Iterable<CataloguedMutant>,
  known: KillMatrix,
  laws: Digests,
): Promise<KillMatrix & { readonly changedMutants: readonly string[] }> {
  const kills: Record<string, Kills> = {};
  const judged: CataloguedMutant[] = [];
  const changedMutants: string[] = [];
  const isKnown = (law: string) => laws[law] === known.laws[law];
  for (const mutant of among) {
    const { name } = mutant;
    const listed = known.kills[name] ?? {};
    const isSame = await answersAsBefore(mutant, listed, isKnown);
    if (!isSame) changedMutants.push(name);
    judged.push(mutant);
    kills[name] = await killsOf(mutant, listed, (law) => isSame && isKnown(law));
  }
  const killing = new Set(Object.values(kills).flatMap((of) => Object.keys(of)));
  for (const law of Object.keys(laws).filter((id) => !killing.has(id))) await addKillOf(law, judged, kills);
  return { laws, kills, changedMutants };
}

/** Adds the first mutant that a law kills. */
async function addKillOf(law: string, among: readonly CataloguedMutant[], kills: Record<string, Kills>): Promise<void> {
  for (const mutant of among) {
    const trial = mutant.trials.find(({ id }) => id === law);
    const input = trial && (await firstKill(trial));
    if (input === undefined) continue;
    kills[mutant.name] = await withAnswers(mutant, { ...kills[mutant.name], [law]: [input] });
    return;
  }
}

/** Whether a mutant gives the recorded answers to the inputs of all unchanged laws. If there is none, it counts as changed. */
async function answersAsBefore(mutant: CataloguedMutant, listed: Kills, isKnown: (law: string) => boolean) {
  const known = witnessesOf(mutant, listed).filter(({ id }) => isKnown(id));
  for (const { id } of known) {
    const answers = await digestAnswers(mutant, id, listed);
    if (answers === undefined || answers !== listed[id]?.[1]) return false;
  }
  return known.length > 0;
}

/** Laws that kill a mutant: those that are listed and still do, then others until they are enough. */
async function killsOf(mutant: CataloguedMutant, listed: Kills, isKnown: (law: string) => boolean): Promise<Kills> {
  const kills: Record<string, Kill> = {};
  for (const trial of mutant.trials) {
    const kill = listed[trial.id];
    if (kill === undefined) continue;
    if (isKnown(trial.id)) kills[trial.id] = kill;
    else if (await isKilled(trial, kill[0])) kills[trial.id] = [kill[0]];
  }
  const isAsListed = Object.keys(kills).length === Object.keys(listed).length;
  for (const trial of mutant.trials) {
    if (mutant.trials.filter((one) => isInCheck(one, kills)).length >= enoughKills) break;
    // what is known and not listed survived the law before
    if (kills[trial.id] !== undefined || (isAsListed && isKnown(trial.id))) continue;
    const input = await firstKill(trial);
    if (input !== undefined) kills[trial.id] = [input];
  }
  return withAnswers(mutant, kills);
}

/** Whether the input by which a law kills is among those of a check. */
export function isInCheck(trial: Trial, kills: Kills): boolean {
  const [input = Number.NaN] = kills[trial.id] ?? [];
  const inputs = typeof input === 'string' ? Number.parseInt(input, 10) + 1 : input;
  return inputs <= explorationOf(trial, { seed: checkSeed, numRuns: defaultRuns }).numRuns;
}

/** Kills in reading order, with the digests of the answers that are not known yet. */
async function withAnswers(mutant: CataloguedMutant, kills: Kills): Promise<Kills> {
  const witnesses = witnessesOf(mutant, kills).map(({ id }) => id);
  const inOrder: Record<string, Kill> = {};
  for (const { id } of mutant.trials) {
    const kill = kills[id];
    if (kill === undefined) continue;
    const answers = kill[1] ?? (witnesses.includes(id) ? await digestAnswers(mutant, id, kills) : undefined);
    inOrder[id] = answers === undefined ? kill : [kill[0], answers];
  }
  return inOrder;
}

/** Whether an input kills, at the latest the second time that it is used: some mutants remember the run before. */
export async function isKilled({ property }: Trial, input: Input, watch?: Watch): Promise<boolean> {
  const inputs = typeof input === 'string' ? { path: input, numRuns: 1 } : { numRuns: input };
  const judged = property(watch);
  const fails = async () => (await fc.check(judged, { ...exploration({}), ...inputs, endOnFailure: true })).failed;
  return (await fails()) || (await fails());
}

/** The first input that kills, and does so again. */
async function firstKill(trial: Trial): Promise<Input | undefined> {
  const runs = explorationOf(trial, exploration({}));
  // no smallest input is needed
  const { counterexamplePath: path, numRuns } = await fc.check(trial.property(), { ...runs, endOnFailure: true });
  if (path === null) return undefined;
  for (const input of [path, numRuns]) if (await isKilled(trial, input)) return input;
  return undefined;
}

/** The laws whose listed inputs show how a mutant behaves. A law with few inputs has large ones, and is the last resort. */
export function witnessesOf({ trials }: CataloguedMutant, kills: Kills): readonly Trial[] {
  const killers = trials.filter(({ id }) => kills[id] !== undefined);
  const quick = killers.filter(({ mostRuns }) => mostRuns === undefined);
  return quick.length > 0 ? quick : killers.slice(0, 1);
}

/** A digest of the answers of a mutant to the listed input of a law; undefined if it survives. */
export async function digestAnswers(mutant: CataloguedMutant, law: string, kills: Kills): Promise<string | undefined> {
  const trial = mutant.trials.find(({ id }) => id === law);
  const [input] = kills[law] ?? [];
  if (trial === undefined || input === undefined) return undefined;
  const answers: unknown[] = [mutant.topic];
  const isDead = await isKilled(trial, input, (wrong) => recorded(wrong, answers));
  return isDead ? digestOf(answers.map(writeLine)) : undefined;
}

/** The start of the SHA-256 of texts. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 8);
}

/** A mutant whose answers are added to a list, in the order of the requests, after what it promises, such as its precision. */
function recorded<Any extends object>(wrong: Any, answers: unknown[]): Any {
  const { name: _, difference: __, cites: ___, isTextbook: ____, ...promises } = wrong as Any & Partial<Mutant>;
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
  const about = capabilityNames.find((name) => name === topic);
  return about === undefined ? laws : laws.filter(({ needs }) => needs.includes(about));
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
