import type { PrecisionName } from '../../base/precision.ts';
import { type Chosen, differingFields, type Fields, withoutDefinition } from './choice.ts';
import { differenceIn, type JudgedBy, mostSets, precisionsTried } from './diagnose.ts';
import type { Diagnosis, NumberOff, StagesDiagnosis } from './diagnosis.ts';
import { explain, type Search } from './explain.ts';
import { describeUnexplained, type Shown } from './relation.ts';

/** A request with the answer of a simulator. */
export interface AskedRequest<Input = unknown, Output = unknown> extends SmallRequest<Input> {
  readonly answer: Output;
}

/** A small request that distinguishes choices. */
export interface SmallRequest<Input = unknown> {
  /** Names the request in reports. */
  readonly id: string;
  readonly input: Input;
}

/** Compares answers with sets of choices. */
export interface StagesMatcher extends Pick<Search, 'match' | 'differsLike'> {
  /** The first number that differs from what a set gives, for each request in which one does. */
  readonly deviations: (chosen: Chosen) => readonly NumberOff[];
}

/** The stages of a capability beside its neurons, and what is needed to find out what a simulator does in them. */
export interface Stages<Input = unknown, Output = unknown> {
  /** The choices of each stage, with those of neurons if it has any. */
  readonly fields: Fields;
  /** The fields in which more than one change is looked for; all by default. */
  readonly combined?: Fields;
  /** Requests that distinguish choices, the smallest first. */
  readonly probes: readonly SmallRequest<Input>[];
  /** A probe that asks for less, sent if a simulator refuses the whole. */
  readonly lessOf?: (input: Input) => Input;
  readonly matcherOf: (asked: readonly AskedRequest<Input, Output>[], precision: PrecisionName) => StagesMatcher;
  /** The right sets, the likeliest first; by default, only the definition. */
  readonly right?: readonly Chosen[];
  /** What a set of choices of neurons is in these stages, which is right if it is what the neurons do anyway. */
  readonly ofNeurons?: (chosen: Chosen) => Chosen;
  /** Sets that the answers themselves suggest. */
  readonly suggested?: (asked: readonly AskedRequest<Input, Output>[], judgedBy: JudgedBy) => readonly Chosen[];
  /** What tells of an answer that no set explains. */
  readonly shown?: Shown<Input, Output>;
  /** Replaces a set by the first of those that describe the same; by default, leaves out what is the definition. */
  readonly canonical?: (chosen: Chosen) => Chosen;
}

/** What is known before a capability with stages is asked. */
export interface Known {
  readonly judgedBy: JudgedBy;
  /** The diagnosis of the neurons, if they were asked. */
  readonly ofNeurons?: Diagnosis | undefined;
}

/** Beyond so many changes, almost anything could be explained. */
const mostChanges = 2;

/**
 * Says what a simulator does in the stages of a capability: the smallest sets of choices that give every answer, or that
 * there is none. What its neurons do anyway, by their own diagnosis, is given.
 *
 * @param probed - answers to the probes
 * @param more - failing requests of a check, with their answers, the smallest first
 */
export function diagnoseStages<Input, Output>(
  stages: Stages<Input, Output>,
  probed: readonly AskedRequest<Input, Output>[],
  more: readonly AskedRequest<Input, Output>[],
  known: Known,
): StagesDiagnosis {
  const asked = [...probed, ...more];
  const { judgedBy, ofNeurons } = known;
  const isUnknown = ofNeurons?.outcome === 'unexplained' || ofNeurons?.outcome === 'never fires';
  if (asked.length === 0 || (isUnknown && stages.ofNeurons !== undefined))
    return { outcome: 'not asked', sets: [], compared: { requests: 0 } };
  for (const name of precisionsTried(judgedBy)) {
    const whole = explainAsked(stages, asked, name, known);
    if (whole) return whole;
    // a part of the mistakes may show in the probes; what rounds more coarsely would hide it
    const part = more.length > 0 ? explainAsked(stages, probed, name, known) : undefined;
    const [set] = part?.sets ?? [];
    if (part && set && set.differences.length > 0)
      return { ...part, unexplained: stages.matcherOf(more, name).deviations(set.choices).length };
  }
  const [given] = givenIn(stages, known) as [Chosen];
  const [shownBy] = stages.matcherOf(asked, judgedBy.precision).deviations(given);
  const isFailing = (one: AskedRequest<Input, Output>) =>
    stages.matcherOf([one], judgedBy.precision).deviations(given).length > 0;
  const told = stages.shown && describeUnexplained(stages.shown, asked, isFailing, given, judgedBy.precision);
  const compared = { requests: asked.length };
  return { outcome: 'unexplained', sets: [], compared, ...told, ...(shownBy && { shownBy }) };
}

/** The sets that are right, with what the neurons do by their own diagnosis, the likeliest first. */
function givenIn(
  { right = [{}], ofNeurons: inStages }: Pick<Stages, 'right' | 'ofNeurons'>,
  { judgedBy: { conventions }, ofNeurons }: Known,
): readonly Chosen[] {
  return inStages ? [inStages(ofNeurons?.sets[0]?.choices ?? conventions), inStages(conventions)] : right;
}

function explainAsked<Input, Output>(
  stages: Stages<Input, Output>,
  asked: readonly AskedRequest<Input, Output>[],
  name: PrecisionName,
  known: Known,
): StagesDiagnosis | undefined {
  if (asked.length === 0) return undefined;
  const { fields, combined = fields, suggested, canonical = withoutDefinitionOf(fields) } = stages;
  const given = givenIn(stages, known);
  const matcher = stages.matcherOf(asked, name);
  const numbersFor = () => [];
  const find = (starts: readonly Chosen[], changeable: Fields, most: number) =>
    explain({ ...matcher, numbersFor, fields, changeable, starts, canonical, most });
  let sets = find(given, fields, 1);
  // a program that rounds otherwise than it declares is seldom wrong in two other ways
  if (sets.length === 0 && name === known.judgedBy.precision) {
    const ofAnswers = known.ofNeurons === undefined ? (suggested?.(asked, known.judgedBy) ?? []) : [];
    sets = find([...ofAnswers, ...given], combined, mostChanges);
  }
  const [first] = sets;
  if (first === undefined) return undefined;
  const rightFor = (chosen: Chosen) => nearestTo(chosen, given, fields);
  const described = sets.slice(0, mostSets).map((chosen) => ({
    choices: chosen,
    differences: differingFields(chosen, rightFor(chosen), fields).map((field) => differenceIn(field, chosen, fields)),
  }));
  const isWrong = (described[0]?.differences.length ?? 0) > 0;
  const [shownBy] = isWrong ? matcher.deviations(rightFor(first)) : [];
  return { outcome: 'explained', sets: described, compared: { requests: asked.length }, ...(shownBy && { shownBy }) };
}

const withoutDefinitionOf = (fields: Fields) => (chosen: Chosen) => withoutDefinition(chosen, fields);

/** The right set from which a set differs in the fewest fields, the first of several. */
function nearestTo(chosen: Chosen, right: readonly Chosen[], fields: Fields): Chosen {
  const counted = right.map((one) => ({ one, count: differingFields(chosen, one, fields).length }));
  return counted.reduce((least, other) => (other.count < least.count ? other : least)).one;
}
