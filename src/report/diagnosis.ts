import { groupBy } from '../base/group-by.ts';
import { printable, withoutNumbers } from '../base/text.ts';
import { type Chosen, choiceIn, choiceOf, nameOf } from '../conformance/choices/choice.ts';
import { type ConventionName, choicesOf, isConventionName } from '../conformance/choices/conventions.ts';
import { reduced } from '../conformance/choices/diagnose.ts';
import type {
  Deviation,
  Diagnosis,
  Difference,
  Explanation,
  NumberOff,
  StagesDiagnosis,
} from '../conformance/choices/diagnosis.ts';
import { neuronFields, neuronStages } from '../conformance/choices/neuron.ts';
import { probes, verifications } from '../conformance/choices/probes.ts';
import { profiles } from '../conformance/choices/profiles.ts';
import { stagesOf } from '../conformance/choices/stages-of.ts';
import type { CapabilityName } from '../conformance/implementation.ts';
import { isNear } from '../conformance/judge/judge-program.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { fieldsOf } from './verdict-sentences.ts';

/** The rules by which a simulator is judged, in a sentence. */
const judgedBy: Readonly<Record<Verdict['conventions']['source'], string>> = {
  Nengo: "Nengo's rules",
  declared: 'what it declares',
  nearest: 'the rules above',
};

/** What the neurons of a simulator do, the difference from the rules by which it is judged first. */
export function describeDiagnosis(diagnosis: Diagnosis, source: Verdict['conventions']['source']): string[] {
  return [...describeOutcome(diagnosis, source), ...describeUnanswered(diagnosis.probes)];
}

function describeOutcome(diagnosis: Diagnosis, source: Verdict['conventions']['source']): string[] {
  const { outcome, sets, compared, voltages } = diagnosis;
  const [first, ...others] = sets;
  if (outcome === 'not asked') return ['what its neurons do is unknown: no probe was answered'];
  if (outcome === 'never fires') return ['it never fires on any probe'];
  if (first === undefined) return describeUnexplained(diagnosis);
  if (outcome === 'undetermined')
    return [
      `undetermined: ${numberOf(sets.length, 'rule')} fit its answers, of which only ${numberOf(compared.steps, 'step')} could be compared; such as ${first.words}`,
    ];
  const wrong = [
    ...(first.differences.length === 0 ? [] : [`it ${describeDifferences(first)}`]),
    ...(voltages === undefined ? [] : [`its voltages ${voltages}`]),
  ];
  const found =
    wrong.length === 0
      ? [`${diagnosis.basis === 'spikes' ? 'its spikes follow' : 'follows'} ${judgedBy[source]}`]
      : [`Diagnosis: ${wrong.join('; ')}`, ...others.map((other) => `or: it ${describeDifferences(other)}`)];
  return [...found, ...describeShown(diagnosis), ...describeRest(diagnosis, first)];
}

/** `is refractory for one step more (as in the issue nest#547)` */
function describeDifferences({ differences }: Pick<Explanation, 'differences'>): string {
  return differences.map(describeChoice).join(', and ');
}

function describeChoice({ words, cites }: Difference): string {
  if (cites === undefined) return words;
  return `${words} (as in ${cites.includes('#') ? `the issue ${cites}` : cites})`;
}

/** The smallest input that shows the difference. */
const describeShown = ({ shownBy }: Diagnosis, title = 'shown by'): string[] =>
  shownBy?.input === undefined ? [] : [`${title} ${describeValues(shownBy, shownBy.input)}`];

function describeValues({ what, step, expected, got }: Deviation, input: unknown): string {
  return describeDifference({ where: step === undefined ? what : `${what} in step ${step}`, expected, got, input });
}

/** Characters of a field in a line that says what an input shows. */
const longestField = 60;

/** `voltage in step 1: expected 0, got 0.81, with dtSeconds: 0.001, …, current: [[5],[5]]` */
function describeDifference({ where, expected, got, input }: Omit<NumberOff, 'request'>): string {
  const fields = fieldsOf(input, longestField);
  return `${where}: expected ${expected}, got ${got}${fields.length > 0 ? `, with ${fields.join(', ')}` : ''}`;
}

function describeRest(
  { open, precision, basis, showsVoltages, unexplained, compared, voltages }: Diagnosis,
  first: Explanation,
): string[] {
  const { declared, found, difference } = precision;
  const isOther = found !== null && found !== declared;
  const ofVoltages = showsVoltages ? '; its voltages follow no known rules' : '; it shows no voltages';
  return [
    ...(first.differences.length === 0 ? describeLike(first) : []),
    ...(unexplained
      ? [
          `this does not explain ${numberOf(unexplained, 'failing request')}, which ${unexplained === 1 ? 'has' : 'have'} another cause`,
        ]
      : []),
    ...open.map(({ field, possible }) => `undetermined: ${field}, ${possible.join(' or ')}`),
    ...(isOther ? [`its voltages agree in ${found}, but it declares ${declared}`] : []),
    ...(difference === undefined
      ? []
      : [
          `its voltages differ by up to ${difference.toPrecision(2)}, more than ${declared} rounds around 0: an offset, such as a rest of -70 mV, would; let the adapter run it with rest 0 and threshold 1`,
        ]),
    ...(basis === 'spikes'
      ? [`only its spikes were explained, ${compared.spikes} of them${voltages === undefined ? ofVoltages : ''}`]
      : []),
  ];
}

function describeLike({ like, choices }: Explanation): string[] {
  const simulators = profiles.filter(({ id }) => like.includes(id));
  const named = simulators.map(({ simulator, conventions }) => {
    const other = Object.keys(conventions).filter(
      (field) => choiceIn(neuronFields, field, conventions) !== choiceIn(neuronFields, field, choices),
    );
    return { words: simulator + (other.length > 0 ? `, except for ${other.join(', ')}` : ''), other };
  });
  const sorted = named.toSorted((a, b) => a.other.length - b.other.length);
  return sorted.length > 0 ? [`known simulators like it: ${sorted.map(({ words }) => words).join('; ')}`] : [];
}

function describeUnexplained(diagnosis: Diagnosis): string[] {
  const { nearest, beforeSpikes } = diagnosis;
  if (nearest === undefined) return ['Diagnosis: unexplained'];
  const { words, explained, compared, deviation } = nearest;
  const unknown = 'Diagnosis: unexplained; no known rule or mistake gives all answers of its neurons';
  // what the others do is unknown, so the rules may be wrong in any stage
  if (!isNear(nearest))
    return [
      `${unknown}, nor nearly all: at most ${explained} of ${compared} spike trains`,
      ...(beforeSpikes === undefined ? [] : [`before they fire for the first time, they follow ${beforeSpikes.words}`]),
      ...describeShown(diagnosis, 'first difference:'),
    ];
  return [
    `${unknown}; closest: ${words} (${explained} of ${compared} spike trains)`,
    ...(deviation === null ? [] : [`first difference: ${describeDeviation(deviation)}`]),
    ...describeRelation(nearest),
  ];
}

function describeDeviation(deviation: Deviation): string {
  const { request, neuron } = deviation;
  const probe = [...probes, ...verifications].find(({ id }) => id === request);
  return `${probe ? 'probe ' : ''}${request}, neuron ${neuron}, ${describeValues(deviation, probe?.input)}`;
}

/** How reports speak of the stages of a capability. */
const subjects: Partial<Record<CapabilityName, string>> = {
  tuning: 'its tuning',
  synapse: 'its synapse',
  network: 'its network',
  training: 'its trainer',
  nir: 'its importer',
  events: 'its network of events',
};

/** What differs first where nothing explains the answers, and in which requests. */
const describeRelation = ({ relation, common }: Pick<StagesDiagnosis, 'relation' | 'common'>): string[] => {
  const parts = [relation, common].filter((one) => one !== undefined);
  return parts.length > 0 ? [parts.join('; ')] : [];
};

/** What is done in the stages of a capability: a line if they differ, with the smallest request that shows it. */
export function describeStages(name: CapabilityName, found: StagesDiagnosis): string[] {
  const { outcome, sets, shownBy, unexplained } = found;
  const subject = subjects[name];
  if (shownBy === undefined || subject === undefined) return [];
  const [first] = sets;
  const isProbe = stagesOf[name]?.probes.some(({ id }) => id === shownBy.request);
  const shown = `${isProbe ? '' : `${shownBy.request}, `}${describeDifference(shownBy)}`;
  if (outcome === 'unexplained' || first === undefined)
    return [`Diagnosis: no known mistake explains ${subject}; first difference: ${shown}`, ...describeRelation(found)];
  return [
    ...describeSets(subject, sets),
    `shown by ${shown}`,
    ...(unexplained ? [`this does not explain ${numberOf(unexplained, 'failing request')} to ${subject}`] : []),
  ];
}

/** A line per set or, if parts such as types of neurons differ, a line per part with all that it may do. */
function describeSets(subject: string, sets: StagesDiagnosis['sets']): string[] {
  const parts = [...new Set(sets.flatMap(({ differences }) => differences.flatMap(({ of = [] }) => of)))];
  if (parts.length === 0)
    return sets.map((one, index) => `${index === 0 ? 'Diagnosis' : 'or'}: ${subject} ${describeDifferences(one)}`);
  const wordsOf = (part: string) => {
    const own = sets.map(({ differences }) => differences.filter(({ of }) => of?.includes(part)));
    return [...new Set(own.map((all) => all.map(describeChoice).join(' and ')))].join(', or ');
  };
  return [...groupBy(parts, wordsOf)].map(([words, of], index) => {
    const owners = of.length > 1 ? `each of its ${inWords(of)}` : `its ${of.join()}`;
    return `${index === 0 ? 'Diagnosis' : 'and'}: ${owners} ${words}`;
  });
}

const inWords = (names: readonly string[]) => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What a simulator does in each stage of a step. */
export function describeRule({ choices }: Explanation): string[] {
  return Object.entries(neuronStages).flatMap(([stage, fields]) => {
    const words = Object.keys(fields)
      .filter((field) => field in choices || (isConventionName(field) && hasEffect(field, choices)))
      .map((field) => choiceOf(neuronFields, field, choiceIn(neuronFields, field, choices)).words);
    return [`${stage}: ${words.join(', ')}`];
  });
}

/** Whether the rule depends on a field: without a refractory period, nothing happens in it. */
const hasEffect = (field: ConventionName, choices: Chosen) =>
  choicesOf(field).some((other) => nameOf(reduced({ ...choices, [field]: other })) !== nameOf(choices));

/** Says which of the choices are often mistakes. */
export function warnOfMistakes({ choices }: Pick<Explanation, 'choices'>): string[] {
  return Object.entries(choices)
    .filter(([field, name]) => choiceOf(neuronFields, field, name).isDoubtful)
    .map(([field, name]) => `"${field}": "${name}" is often a mistake: fix it, or declare it if you intended it`);
}

/** `Nengo 4.1.0, Python, float64; supports neuron, tuning` */
export function describeProgram({ implementation }: Pick<Verdict, 'implementation'>): string {
  const { language, precision, capabilities } = implementation;
  const words = [nameImplementation({ implementation }), language, precision].filter((word) => word !== undefined);
  return `${words.join(', ')}; supports ${capabilities.join(', ')}`;
}

/** `Nengo 4.1.0` */
export function nameImplementation({ implementation }: Pick<Verdict, 'implementation'>): string {
  const { name, version } = implementation;
  return printable(version === undefined ? name : `${name} ${version}`);
}

/** Probes without an answer, by reason. */
export function describeUnanswered(asked: Diagnosis['probes']): string[] {
  const without = asked.filter(({ outcome }) => outcome !== 'answered');
  return [...groupBy(without, ({ reason = '' }) => withoutNumbers(reason))].map(([, some]) => {
    const [{ reason = '' } = {}] = some;
    const ids = some.map(({ id }) => id);
    return `unanswered: ${ids.length === asked.length ? 'every probe' : ids.join(', ')} (${reason})`;
  });
}
