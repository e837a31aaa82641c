import type { PrecisionName } from '../../base/precision.ts';
import type { NeuronInput } from '../implementation.ts';
import {
  type Chosen,
  choiceIn,
  choiceOf,
  differingFields,
  type Field,
  type Fields,
  mistakesIn,
  nameOf,
  withoutDefinition,
} from './choice.ts';
import {
  type Conventions,
  canonical,
  choicesOf,
  conventionsToDeclare,
  describeChosen,
  fieldNames,
  goTogether,
  isConventionName,
  nengoConventions,
} from './conventions.ts';
import type { Deviation, Diagnosis, Difference, Explanation } from './diagnosis.ts';
import { explain } from './explain.ts';
import { type Asked, type Deviating, fittingHeights, type Matcher, matcherOf } from './match.ts';
import { neuronFields } from './neuron.ts';
import type { Answered, ProbeResult } from './probes.ts';
import { profiles } from './profiles.ts';
import { nameVoltages, shownOf } from './recorded.ts';
import { describeUnexplained } from './relation.ts';

/** How a simulator is judged. */
export interface JudgedBy {
  readonly precision: PrecisionName;
  /** The conventions that it declares; Nengo's if it declares none. */
  readonly conventions: Conventions;
}

/**
 * Says what neurons do: the smallest sets of choices that give every answer, or that there is none. Answers are compared
 * in the declared precision first, then in float32, then without voltages.
 *
 * @param results - from `askProbes`
 * @param more - failing requests of a check, with their answers
 */
export function diagnose(results: readonly ProbeResult[], judgedBy: JudgedBy, more: readonly Asked[] = []): Diagnosis {
  const probed = results.flatMap((one) => (one.outcome === 'answered' ? [askedOf(one)] : []));
  const probes = results.map((one) => ({
    id: one.probe.id,
    outcome: one.outcome,
    ...(one.outcome === 'unanswered' && { reason: one.reason }),
  }));
  return { ...diagnoseAsked(probed, more, judgedBy), probes };
}

function diagnoseAsked(probed: readonly Asked[], more: readonly Asked[], judgedBy: JudgedBy): Found {
  const asked = [...probed, ...more];
  const nothing = nothingFound(judgedBy, asked);
  if (asked.length === 0) return { ...nothing, outcome: 'not asked' };
  const isShown = nothing.showsVoltages;
  const isSilent = asked.every(({ answer }) => answer.spikes.every((train) => train.length === 0));
  const areFlat = asked.every(({ answer }) => (answer.voltage ?? []).flat().every((voltage) => voltage === 0));
  // without spikes or voltages, any long time constant would explain every answer
  if (isSilent && areFlat) return { ...nothing, outcome: 'never fires' };
  const bases = [...(isShown ? ['spikes and voltages' as const] : []), ...(isSilent ? [] : ['spikes' as const])];
  const attempts = bases.flatMap((basis) =>
    precisionsTried(judgedBy).map((name) => attemptOf(basis, asked, name, isShown)),
  );
  let nearest: (() => Nearest) | undefined;
  let [undetermined, part]: Found[] = [];
  for (const attempt of attempts) {
    const most = nearest && attempt.basis === 'spikes' ? changesWithoutVoltages : undefined;
    const { sets, ofProbes } = search(attempt, judgedBy, most, probed.length);
    const whole = explained(sets, attempt, judgedBy);
    if (whole?.outcome === 'explained') return whole;
    undetermined ??= whole;
    // a part of the mistakes may show in the probes
    part ??= explained(ofProbes, attemptOf(attempt.basis, probed, attempt.name, isShown), judgedBy);
    const tested = sets.filter((chosen) => isTested(chosen, attempt));
    nearest ??= () => nearestOf(tested.length > 0 ? tested : withOneChange(startsOf(judgedBy)), attempt, judgedBy);
  }
  if (undetermined !== undefined) return undetermined;
  const [set] = part?.sets ?? [];
  if (part && set && set.differences.length > 0) {
    const isOther = (one: Asked) => matcherOf([one], judgedBy.precision).match(set.choices).differs !== undefined;
    return { ...part, unexplained: more.filter(isOther).length };
  }
  if (isSilent || nearest === undefined) return { ...nothing, outcome: 'never fires' };
  const [{ matcher }] = attempts as [Attempt];
  const shownBy = smallestDeviation(matcher, judgedBy.conventions);
  const early = isShown ? beforeSpikes(asked, judgedBy) : undefined;
  return {
    ...nothing,
    outcome: 'unexplained',
    nearest: nearest(),
    ...(shownBy && { shownBy }),
    ...(early && { beforeSpikes: early }),
  };
}

/** What neurons do until they fire: reset and refractory period are not known to matter there. */
function beforeSpikes(asked: readonly Asked[], judgedBy: JudgedBy): Explanation | undefined {
  const parts = asked.flatMap((one) =>
    one.answer.spikes.flatMap(([first = one.input.current.length], neuron) =>
      first > 0 && one.input.state === undefined ? [beginningOf(one, neuron, first)] : [],
    ),
  );
  const attempt = attemptOf('spikes and voltages', parts, judgedBy.precision, true);
  const [chosen] = search(attempt, judgedBy, mostBeforeSpikes).sets;
  if (chosen === undefined || attempt.matcher.comparedWith(chosen).steps < least.steps) return undefined;
  return describe(chosen, judgedBy);
}

/** More changes would give a few voltages by chance. */
const mostBeforeSpikes = 2;

/** The first steps of one neuron of an answer. */
const beginningOf = ({ id, input, answer }: Asked, neuron: number, steps: number): Asked => ({
  id,
  input: firstSteps(steps, onlyNeuron(neuron, input)),
  answer: {
    spikes: [[]],
    spikeHeight: answer.spikeHeight,
    voltage: (answer.voltage ?? []).slice(0, steps).map((row) => [row[neuron] as number]),
  },
});

/** What is wrong with voltages if spikes are right, and where that shows. */
function tellVoltages(
  asked: readonly Asked[],
  chosen: Chosen,
  { conventions, precision }: JudgedBy,
): Pick<Found, 'voltages' | 'shownBy'> {
  const named = nameVoltages(asked, chosen);
  if (named !== undefined) return { voltages: named };
  const isFailing = (one: Asked) => matcherOf([one], precision).match(chosen).differs !== undefined;
  const { relation, common } = describeUnexplained(shownOf('voltage'), asked, isFailing, chosen, precision);
  // voltages that are wrong everywhere follow no known rules
  if (relation === undefined || !relation.includes(' only ')) return {};
  const shownBy = smallestDeviation(matcherOf(asked, precision), conventions);
  const words = `are wrong${common === undefined ? '' : ` ${common}`}; in the smallest such request, ${relation.replace('voltage: differs ', '')}`;
  return { voltages: words, ...(shownBy && { shownBy }) };
}

/** Whether most steps of the answers test a set. Large errors end the comparison, so that it would explain anything. */
function isTested(chosen: Chosen, { asked, matcher }: Attempt): boolean {
  const steps = asked.reduce((sum, { input }) => sum + input.initialVoltage.length * input.current.length, 0);
  return 2 * matcher.comparedWith(chosen).steps > steps;
}

/** The declared precision first: what declares float64 may compute in float32. */
export const precisionsTried = ({ precision }: JudgedBy): readonly PrecisionName[] =>
  precision === 'float64' ? ['float64', 'float32'] : ['float32'];

/** What answers are compared by. */
interface Attempt {
  readonly basis: Diagnosis['basis'];
  readonly asked: readonly Asked[];
  readonly name: PrecisionName;
  /** Whether the answers have voltages. */
  readonly isShown: boolean;
  readonly matcher: Matcher;
}

const attemptOf = (
  basis: Diagnosis['basis'],
  asked: readonly Asked[],
  name: PrecisionName,
  isShown: boolean,
): Attempt => ({
  basis,
  asked,
  name,
  isShown,
  matcher: matcherOf(basis === 'spikes' ? asked.map(withoutVoltages) : asked, name),
});

/** Spikes alone fit many sets by chance. Coarser rounding does not, so it allows as many changes as float64. */
const changesWithoutVoltages = 1;

/**
 * Voltages that differ less are not float32, whose rounding of a single constant, up to 2⁻²⁵ ≈ 3e-8, moves some voltage
 * further. In float64 it is an offset of up to 10,000 thresholds, which are rounded to 1e-16 · 10,000 = 1e-12 per step.
 */
const leastOfFloat32 = 1e-10;

type Found = Omit<Diagnosis, 'probes'>;
type Nearest = NonNullable<Diagnosis['nearest']>;

const nothingFound = ({ precision }: JudgedBy, asked: readonly Asked[]): Omit<Found, 'outcome'> => ({
  basis: 'spikes',
  showsVoltages: asked.some(({ answer }) => answer.voltage !== undefined),
  precision: { declared: precision, found: null },
  sets: [],
  open: [],
  compared: { requests: asked.length, steps: 0, spikes: 0 },
});

const askedOf = ({ probe: { id, input, looksAt }, answer }: Answered): Asked => ({ id, input, answer, looksAt });

const withoutVoltages = ({ answer: { spikes, spikeHeight }, ...one }: Asked): Asked => ({
  ...one,
  answer: { spikes, spikeHeight },
});

/** Fewer compared steps, or fewer spikes in them, fit many sets by chance. */
const least = { steps: 100, spikes: 4 };

/**
 * The sets that give all spikes and voltages of the answers. If voltages are shown that no set gives, some mistakes or
 * other would give the spikes alone by chance, so only conventions are tried.
 */
function search({ basis, matcher, isShown }: Attempt, judgedBy: JudgedBy, most?: number, probed?: number) {
  const { spikeHeight: _, ...fields } = neuronFields;
  const { numbersFor, ...others } = matcher;
  const isWhole = basis === 'spikes and voltages' || !isShown;
  const tried = isWhole ? { ...others, numbersFor, fields } : { ...others, fields: conventionFields };
  return explain({ ...tried, starts: startsOf(judgedBy), canonical: reduced, most, probed });
}

/** The sets that give all spikes and voltages of answers, in the declared precision, with a few changes at most. */
export const setsGiving = (asked: readonly Asked[], judgedBy: JudgedBy, most: number): readonly Chosen[] =>
  search(attemptOf('spikes and voltages', asked, judgedBy.precision, true), judgedBy, most).sets;

/** The fields with the choices that can be declared. */
const conventionFields: Fields = Object.fromEntries(
  Object.entries<Field>(neuronFields).map(([name, field]) => [
    name,
    Object.fromEntries(Object.entries(field).filter(([, { status }]) => status !== 'mistake')),
  ]),
);

/** What sets tell that give every answer, if most steps test them and a spike height fits. */
function explained(all: readonly Chosen[], attempt: Attempt, judgedBy: JudgedBy): Found | undefined {
  const { basis, asked, matcher, isShown } = attempt;
  const tested = all.filter((chosen) => isTested(chosen, attempt));
  const sets = tested.flatMap((chosen) => withHeight(chosen, attempt, judgedBy));
  const [first] = sets;
  if (first === undefined) return undefined;
  const compared = { requests: asked.length, ...matcher.comparedWith(first) };
  const isLittle = compared.steps < least.steps || (basis === 'spikes' && compared.spikes < least.spikes);
  const shownBy = smallestDeviation(matcher, judgedBy.conventions);
  return {
    ...nothingFound(judgedBy, asked),
    ...(basis === 'spikes' && isShown && tellVoltages(asked, first, judgedBy)),
    outcome: isLittle ? 'undetermined' : 'explained',
    basis,
    precision: precisionOf(first, attempt, judgedBy),
    sets: sets.slice(0, mostSets).map((chosen) => describe(chosen, judgedBy)),
    open: openFields(first, attempt),
    compared,
    ...(shownBy && { shownBy }),
  };
}

/** The precision whose rounding explains the voltages; that of float64 if an offset rounds them more. */
function precisionOf(chosen: Chosen, { basis, asked, name }: Attempt, { precision: declared }: JudgedBy) {
  if (basis === 'spikes' || name === declared) return { declared, found: basis === 'spikes' ? null : name };
  const difference = matcherOf(asked, declared).largestDifference(chosen);
  return difference < leastOfFloat32 ? { declared, found: declared, difference } : { declared, found: name };
}

/** The rules by which a simulator is judged, the definition, and the known simulators, without spike heights. */
const startsOf = ({ conventions }: JudgedBy): readonly Chosen[] =>
  [conventions, nengoConventions, ...profiles.map((profile) => profile.conventions)].map(
    ({ spikeHeight: _, ...chosen }) => reduced(chosen),
  );

/** More sets than a reader would compare. */
export const mostSets = 6;

/** A set without the choices that are the definition, and without those that have no effect. */
export const reduced = (chosen: Chosen): Chosen => withoutDefinition(canonical(chosen), neuronFields);

/** A set with a spike height that fits: the declared one if it does, otherwise the first of the table. */
function withHeight(chosen: Chosen, { asked, name }: Attempt, { conventions }: JudgedBy): Chosen[] {
  const heights = fittingHeights(chosen, asked, name);
  const height = heights.includes(conventions.spikeHeight) ? conventions.spikeHeight : heights[0];
  return height === undefined ? [] : [withoutDefinition({ ...chosen, spikeHeight: height }, neuronFields)];
}

/** The choices in words, with what they change and what could be declared. */
function describe(chosen: Chosen, { conventions }: JudgedBy): Explanation {
  const complete = { ...nengoConventions, ...chosen } as Conventions;
  const isDeclarable = Object.keys(chosen).every((field) => isConvention(field, chosen[field] as string));
  const differing = differingFields(chosen, reduced(conventions), neuronFields);
  return {
    choices: chosen,
    words: describeChosen(chosen),
    differences: differing.map((field) => differenceIn(field, chosen)),
    ...(isDeclarable && goTogether(chosen) && { declare: conventionsToDeclare(complete) }),
    like: profiles.filter(({ conventions: own }) => isAlike(own, chosen)).map(({ id }) => id),
  };
}

const isConvention = (field: string, name: string) =>
  isConventionName(field) && choiceOf(neuronFields, field, name).status !== 'mistake';

/** What a set of choices does in a field. */
export function differenceIn(field: string, chosen: Chosen, fields: Fields = neuronFields): Difference {
  const choice = choiceIn(fields, field, chosen);
  const { status, words, cites } = choiceOf(fields, field, choice);
  return { field, choice, status, words, ...(cites !== undefined && { cites }) };
}

/** The choices of a set that can be declared together; none if they cannot be combined. */
export function conventionalPart(chosen: Chosen): Conventions | undefined {
  const declarable = Object.entries(chosen).filter(([field, name]) => isConvention(field, name));
  const part = Object.fromEntries(declarable);
  return goTogether(part) ? { ...nengoConventions, ...part } : undefined;
}

/** Fields that an adapter may change. */
const ofAdapters = ['inputScale', 'floor', 'initialVoltage', 'shownVoltage', 'spikeHeight'];

function isAlike(conventions: Conventions, chosen: Chosen): boolean {
  const differing = differingFields(reduced(conventions), chosen, neuronFields);
  return differing.every((field) => ofAdapters.includes(field));
}

/** The conventions that the answers leave open. */
function openFields(chosen: Chosen, { basis, asked, name, matcher }: Attempt): Diagnosis['open'] {
  // spikes say nothing about how voltages are shown
  const fields = fieldNames.filter((field) => basis !== 'spikes' || field !== 'shownVoltage');
  return fields.flatMap((field) => {
    const others =
      field === 'spikeHeight'
        ? fittingHeights(chosen, asked, name)
        : choicesOf(field).filter((own) => matcher.match(reduced({ ...chosen, [field]: own })).differs === undefined);
    const kept = chosen[field] ?? nengoConventions[field];
    const different = others.filter(
      (own) =>
        own === kept || (goTogether({ ...chosen, [field]: own }) && !isSame(chosen, { ...chosen, [field]: own })),
    );
    return different.length > 1 ? [{ field, possible: different.filter((own) => choicesOf(field).includes(own)) }] : [];
  });
}

const isSame = (one: Chosen, other: Chosen) => differingFields(reduced(one), reduced(other), neuronFields).length === 0;

/** Some sets, and those that differ from them in one convention, or from the first in one mistake, each once. */
function withOneChange(starts: readonly Chosen[]): readonly Chosen[] {
  const mistaken = Object.entries<Field>(neuronFields).flatMap(([field, choices]) =>
    Object.keys(choices).flatMap((own) => {
      const isMistake = choiceOf(neuronFields, field, own).status === 'mistake' && field !== 'spikeHeight';
      return isMistake ? [reduced({ ...starts[0], [field]: own })] : [];
    }),
  );
  const conventional = starts.flatMap((start) =>
    fieldNames.flatMap((field) => choicesOf(field).map((own) => reduced({ ...start, [field]: own }))),
  );
  const changed = [...conventional, ...mistaken];
  return [...new Map([...starts, ...changed].map((chosen) => [nameOf(chosen), chosen])).values()];
}

/** Of some sets, the one that explains the most steps, up to the first deviation of each neuron. */
function nearestOf(tried: readonly Chosen[], attempt: Attempt, judgedBy: JudgedBy): Nearest {
  const { asked, matcher } = attempt;
  const compared = asked.reduce((sum, { input }) => sum + input.initialVoltage.length, 0);
  const steps = asked.reduce((sum, { input }) => sum + input.initialVoltage.length * input.current.length, 0);
  let chosen = tried[0] as Chosen;
  let deviating = everyDeviation(matcher, chosen);
  let unexplained = unexplainedSteps(matcher, chosen, deviating);
  for (const other of tried.slice(1)) {
    const nearer = matcher.deviationsOf(other, unexplained - 1 + steps);
    // a set of which rounding decides most steps would explain anything
    const left = nearer ? unexplainedSteps(matcher, other, nearer) : unexplained;
    // a mistake must also explain more spike trains, because it accuses
    const isBetter = mistakesIn(other, neuronFields).length === 0 || (nearer?.length ?? 0) < deviating.length;
    if (nearer && left < unexplained && isBetter) [chosen, deviating, unexplained] = [other, nearer, left];
  }
  const [whole = chosen] = withHeight(chosen, attempt, judgedBy);
  return {
    ...describe(whole, judgedBy),
    explained: compared - deviating.length,
    compared,
    deviation: deviating[0]?.deviation ?? heightOff(chosen, attempt) ?? null,
    ...describeUnexplained(
      shownOf(deviating[0]?.deviation.what),
      asked,
      ({ input }) => deviating.some((one) => one.asked.input === input),
      chosen,
      attempt.name,
    ),
  };
}

/** The steps from the first deviation of each neuron on, less those that rounding does not decide. */
const unexplainedSteps = ({ comparedWith }: Matcher, chosen: Chosen, deviating: readonly Deviating[]): number =>
  deviating.reduce((sum, { steps }) => sum + steps, 0) - comparedWith(chosen).steps;

/** The first answer that rules out every spike height. */
function heightOff(chosen: Chosen, { asked, name }: Attempt): Deviation | undefined {
  const end = asked.findIndex((_, index) => fittingHeights(chosen, asked.slice(0, index + 1), name).length === 0);
  const one = asked[end];
  return (
    one && {
      request: one.id,
      neuron: 0,
      what: 'spike height',
      expected: 'a height of the table',
      got: String(one.answer.spikeHeight),
    }
  );
}

/** The smallest request that shows a difference from a set, cut to the neuron and to the step. */
function smallestDeviation(matcher: Matcher, chosen: Chosen): Deviation | undefined {
  const deviations = everyDeviation(matcher, reduced(chosen)).map(({ asked: { input }, deviation }) => ({
    ...deviation,
    input: upTo(input, deviation),
  }));
  const sizeOf = ({ input }: { readonly input: NeuronInput }) => JSON.stringify(input).length;
  return deviations.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
}

const everyDeviation = ({ deviationsOf }: Matcher, chosen: Chosen): readonly Deviating[] =>
  deviationsOf(chosen, Number.POSITIVE_INFINITY) ?? [];

function upTo(
  { state: _, ...input }: NeuronInput,
  { neuron, step = input.current.length - 1 }: Deviation,
): NeuronInput {
  return firstSteps(step + 1, onlyNeuron(neuron, input));
}

/** The part of a request that is about one neuron. */
export const onlyNeuron = (neuron: number, { initialVoltage, current, ...input }: NeuronInput): NeuronInput => ({
  ...input,
  initialVoltage: initialVoltage.slice(neuron, neuron + 1),
  current: current.map((row) => row.slice(neuron, neuron + 1)),
});

/** A request for the first steps alone. */
export const firstSteps = (steps: number, { current, ...input }: NeuronInput): NeuronInput => ({
  ...input,
  current: current.slice(0, steps),
});
