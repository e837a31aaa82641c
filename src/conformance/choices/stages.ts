import { uniqueBy } from '../../base/group-by.ts';
import type { PrecisionName } from '../../base/precision.ts';
import { type Chosen, choicesWithin, differingFields, type Fields, nameOf, withoutDefinition } from './choice.ts';
import { differenceIn, type JudgedBy, mostSets, precisionsTried } from './diagnose.ts';
import type { Diagnosis, Difference, NumberOff, StagesDiagnosis } from './diagnosis.ts';
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
export interface StagesMatcher extends Pick<Search, 'match' | 'differsLike' | 'numbersFor'> {
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
  /** @param given - the rules by which the answers are judged; the definition by default */
  readonly matcherOf: (
    asked: readonly AskedRequest<Input, Output>[],
    precision: PrecisionName,
    given?: Chosen,
  ) => StagesMatcher;
  /** The right sets that answers can tell apart, the likeliest first; by default, only the definition. */
  readonly right?: (asked: readonly AskedRequest<Input, Output>[]) => readonly Chosen[];
  /** The sets that are right in these stages for neurons with a set of choices and for what is declared, the likeliest first. */
  readonly ofNeurons?: (chosen: Chosen, declared?: Chosen) => readonly Chosen[];
  /** Sets that the answers themselves suggest. */
  readonly suggested?: (asked: readonly AskedRequest<Input, Output>[], judgedBy: JudgedBy) => readonly Chosen[];
  /** What tells of an answer that no set explains. */
  readonly shown?: Shown<Input, Output>;
  /** Replaces a set by the first of those that describe the same; by default, leaves out what is the definition. */
  readonly canonical?: (chosen: Chosen) => Chosen;
  /** Parts with fields of their own, such as types of neurons, and the part that a request is about. */
  readonly parts?: { readonly of: (input: Input) => string; readonly fields: Readonly<Record<string, Fields>> };
  /** Failing requests with more steps times neurons, or products, are not compared; 20,000 by default. */
  readonly mostSize?: number;
  /** The clauses of fields whose choices first show in numbers that are about another clause, the most telling first. */
  readonly clauses?: Readonly<Record<string, readonly string[]>>;
  /** The most changes that are looked for; 2 by default, because almost anything could be explained by more. */
  readonly most?: number;
}

/** What is known before a capability with stages is asked. */
export interface Known {
  readonly judgedBy: JudgedBy;
  /** The diagnosis of the neurons, if they were asked. */
  readonly ofNeurons?: Diagnosis | undefined;
  /** The choices that it declares for these stages. */
  readonly declared?: Chosen | undefined;
}

/** Beyond so many changes, almost anything could be explained. */
export const mostChanges = 2;

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
  const { parts } = stages;
  if (parts === undefined) return diagnosePart(stages, probed, more, known);
  return together(
    Object.entries(parts.fields).map(([part, fields]) => {
      const isOwn = ({ input }: SmallRequest<Input>) => parts.of(input) === part;
      const { right = () => [{}] } = stages;
      const own: Stages<Input, Output> = {
        ...stages,
        fields,
        combined: fields,
        right: (asked) =>
          uniqueBy(
            right(asked).map((chosen) => withoutDefinition(choicesWithin(fields, chosen), fields)),
            nameOf,
          ),
      };
      const failing = more.filter(isOwn);
      return { part, failing: failing.length, found: diagnosePart(own, probed.filter(isOwn), failing, known) };
    }),
  );
}

interface PartDiagnosis {
  readonly part: string;
  /** The number of failing requests of a check about it. */
  readonly failing: number;
  readonly found: StagesDiagnosis;
}

/**
 * The diagnoses of parts as one. A set is one of each part; of all such sets, those with the fewest different mistakes are
 * told, because a mistake that several parts share is likelier than one in each.
 */
function together(all: readonly PartDiagnosis[]): StagesDiagnosis {
  const asked = all.filter(({ found }) => found.outcome !== 'not asked');
  const compared = { requests: asked.reduce((sum, { found }) => sum + found.compared.requests, 0) };
  const isWrong = ({ found }: PartDiagnosis) => found.sets[0]?.differences.length ?? 0;
  const wrong = asked.filter(isWrong);
  const unexplained = asked.filter(({ found }) => found.outcome === 'unexplained');
  if (asked.length === 0) return { outcome: 'not asked', sets: [], compared };
  const [first] = unexplained;
  if (wrong.length === 0 && first) return { ...first.found, compared };
  const { shownBy } = wrong[0]?.found ?? {};
  const inAll = Object.assign({}, ...asked.filter((one) => !isWrong(one)).map(choicesOf)) as Chosen;
  const sets = wrong.reduce<readonly PartSet[]>(
    (joined, { part, found }) => joined.flatMap((set) => found.sets.map((own) => joinSets(set, part, own))),
    [{ choices: inAll, differences: [] }],
  );
  const fewest = Math.min(...sets.map(({ differences }) => differences.length));
  const more = asked.reduce(
    (sum, { failing, found }) => sum + (found.outcome === 'unexplained' ? failing : (found.unexplained ?? 0)),
    0,
  );
  return {
    outcome: 'explained',
    compared,
    ...(shownBy && { shownBy }),
    ...(more > 0 && { unexplained: more }),
    sets: sets.filter(({ differences }) => differences.length === fewest).slice(0, mostJoinedSets),
  };
}

/** Each part may have several sets. */
const mostJoinedSets = 4 * mostSets;

type PartSet = StagesDiagnosis['sets'][number];

const choicesOf = ({ part, found }: PartDiagnosis): Chosen => ofPart(part, found.sets[0]?.choices ?? {});

const ofPart = (part: string, chosen: Chosen): Chosen =>
  Object.fromEntries(Object.entries(chosen).map(([field, name]) => [`${part}.${field}`, name]));

/** A set with that of one more part. */
function joinSets({ choices, differences }: PartSet, part: string, own: PartSet): PartSet {
  const isSame = (one: Difference, other: Difference) => one.field === other.field && one.words === other.words;
  const shared = differences.map((one) =>
    own.differences.some((other) => isSame(one, other)) ? { ...one, of: [...(one.of ?? []), part] } : one,
  );
  const added = own.differences.filter((one) => !differences.some((other) => isSame(one, other)));
  return {
    choices: { ...choices, ...ofPart(part, own.choices) },
    differences: [...shared, ...added.map((one) => ({ ...one, of: [part] }))],
  };
}

function diagnosePart<Input, Output>(
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
  const given = givenIn(stages, asked, known);
  const right = given[0] as Chosen;
  for (const name of precisionsTried(judgedBy)) {
    const { sets, ofProbes } = setsFor(stages, probed, more, name, known, given);
    if (sets.length > 0) return explained(stages, sets, asked, name, given);
    // a part of the mistakes may show in the probes; what rounds more coarsely would hide it
    const matcher = stages.matcherOf(probed, name, right);
    const tested = ofProbes.filter((chosen) => matcher.match(chosen).differs === undefined);
    const part = explained(stages, tested, probed, name, given);
    const [set] = part.sets;
    if (set && set.differences.length > 0)
      return { ...part, unexplained: stages.matcherOf(more, name, right).deviations(set.choices).length };
  }
  return unexplained(stages, asked, judgedBy.precision, given);
}

/** What differs first from the right set that fails the fewest requests. */
function unexplained<Input, Output>(
  stages: Stages<Input, Output>,
  asked: readonly AskedRequest<Input, Output>[],
  precision: PrecisionName,
  given: readonly Chosen[],
): StagesDiagnosis {
  const tried = given.map((right) => ({
    right,
    deviations: stages.matcherOf(asked, precision, right).deviations(right),
  }));
  const { right, deviations } = tried.reduce((least, other) =>
    other.deviations.length < least.deviations.length ? other : least,
  );
  const [shownBy] = deviations;
  const isFailing = (one: AskedRequest<Input, Output>) =>
    stages.matcherOf([one], precision, right).deviations(right).length > 0;
  const told = stages.shown && describeUnexplained(stages.shown, asked, isFailing, right, precision);
  const compared = { requests: asked.length };
  return { outcome: 'unexplained', sets: [], compared, ...told, ...(shownBy && { shownBy }) };
}

/** The sets that are right, with what the neurons do by their own diagnosis, the likeliest first. */
function givenIn<Input, Output>(
  { right = () => [{}], ofNeurons: inStages }: Pick<Stages<Input, Output>, 'right' | 'ofNeurons'>,
  asked: readonly AskedRequest<Input, Output>[],
  { judgedBy: { conventions }, ofNeurons, declared }: Known,
): readonly Chosen[] {
  if (inStages === undefined) return right(asked);
  return [ofNeurons?.sets[0]?.choices ?? conventions, conventions].flatMap((neurons) => inStages(neurons, declared));
}

/** The smallest sets of choices that give every answer; without any, the smallest that give those to the probes. */
function setsFor<Input, Output>(
  stages: Stages<Input, Output>,
  probed: readonly AskedRequest<Input, Output>[],
  more: readonly AskedRequest<Input, Output>[],
  name: PrecisionName,
  { judgedBy, ofNeurons }: Known,
  given: readonly Chosen[],
): ReturnType<typeof explain> {
  const asked = [...probed, ...more];
  const { fields, combined = fields, suggested, canonical = withoutDefinitionOf(fields), most = mostChanges } = stages;
  const matcher = stages.matcherOf(asked, name, given[0]);
  const search = { ...matcher, fields, canonical, probed: probed.length };
  const found = explain({ ...search, starts: given, most: 1 });
  // a program that rounds otherwise than it declares is seldom wrong in two other ways
  if (found.sets.length > 0 || name !== judgedBy.precision) return found;
  const ofAnswers = ofNeurons === undefined ? (suggested?.(asked, judgedBy) ?? []) : [];
  const further = explain({ ...search, changeable: combined, starts: [...ofAnswers, ...given], most });
  return further.sets.length > 0 || found.ofProbes.length === 0 ? further : found;
}

function explained<Input, Output>(
  stages: Stages<Input, Output>,
  sets: readonly Chosen[],
  asked: readonly AskedRequest<Input, Output>[],
  name: PrecisionName,
  given: readonly Chosen[],
): StagesDiagnosis {
  const { fields } = stages;
  const rightFor = (chosen: Chosen) => nearestTo(chosen, given, fields);
  const all = sets.map((chosen) => ({
    choices: chosen,
    differences: differingFields(chosen, rightFor(chosen), fields).map((field) => differenceIn(field, chosen, fields)),
  }));
  // sets that differ only in what is right tell the same
  const described = uniqueBy(all, ({ differences }) => JSON.stringify(differences)).slice(0, mostSets);
  const [first] = sets;
  const isWrong = first !== undefined && (described[0]?.differences.length ?? 0) > 0;
  const right = first && rightFor(first);
  const [shownBy] = isWrong && right ? stages.matcherOf(asked, name, right).deviations(right) : [];
  return { outcome: 'explained', sets: described, compared: { requests: asked.length }, ...(shownBy && { shownBy }) };
}

const withoutDefinitionOf = (fields: Fields) => (chosen: Chosen) => withoutDefinition(chosen, fields);

/** The right set from which a set differs in the fewest fields, the first of several. */
function nearestTo(chosen: Chosen, right: readonly Chosen[], fields: Fields): Chosen {
  const counted = right.map((one) => ({ one, count: differingFields(chosen, one, fields).length }));
  return counted.reduce((least, other) => (other.count < least.count ? other : least)).one;
}
