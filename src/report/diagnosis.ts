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
  StagesDiagnosis,
} from '../conformance/choices/diagnosis.ts';
import { neuronFields, neuronStages } from '../conformance/choices/neuron.ts';
import { probes, verifications } from '../conformance/choices/probes.ts';
import { profiles } from '../conformance/choices/profiles.ts';
import { stagesOf } from '../conformance/choices/stages-of.ts';
import type {
  CapabilityName,
  EventsInput,
  NetworkInput,
  NeuronInput,
  NirInput,
  SynapseInput,
  TrainingInput,
  TuningInput,
} from '../conformance/implementation.ts';
import { isNear } from '../conformance/judge/judge-program.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import type { NirNeuron } from '../conformance/nir/neurons.ts';
import { milliseconds, numberOf } from '../study/answer/words.ts';

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

/** `is refractory for one step more [nest#547]` */
function describeDifferences({ differences }: Pick<Explanation, 'differences'>): string {
  return differences.map(describeChoice).join(', and ');
}

const describeChoice = ({ words, cites }: Difference) => `${words}${cites === undefined ? '' : ` [${cites}]`}`;

/** The smallest input that shows the difference. */
function describeShown({ shownBy }: Diagnosis, title = 'shown by'): string[] {
  if (shownBy?.input === undefined) return [];
  const input = shownBy.input as NeuronInput;
  const currents = printable(input.current.flat().join(', '), 120);
  return [`${title} ${describeRun(input)}, current ${currents}: ${describeValues(shownBy)}`];
}

function describeValues({ what, step, expected, got }: Deviation): string {
  const where = step === undefined ? '' : ` in step ${step}`;
  return `${what}${where}: expected ${expected}, got ${got}`;
}

function describeRest(
  { open, precision, basis, showsVoltages, unexplained, compared, voltages }: Diagnosis,
  first: Explanation,
): string[] {
  const { declared, found } = precision;
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
  const { nearest } = diagnosis;
  if (nearest === undefined) return ['Diagnosis: unexplained'];
  const { words, explained, compared, deviation } = nearest;
  const unknown = 'Diagnosis: unexplained; no known rule or mistake gives all answers of its neurons';
  // what the others do is unknown, so the rules may be wrong in any stage
  if (!isNear(nearest))
    return [
      `${unknown}, nor nearly all: at most ${explained} of ${compared} spike trains`,
      ...describeShown(diagnosis, 'first difference:'),
    ];
  return [
    `${unknown}; closest: ${words} (${explained} of ${compared} spike trains)`,
    ...(deviation === null ? [] : [`first difference: ${describeDeviation(deviation)}`]),
    ...describeRelation(nearest),
  ];
}

function describeDeviation(deviation: Deviation): string {
  return `${explainRequest(deviation.request)}, neuron ${deviation.neuron}, ${describeValues(deviation)}`;
}

/** Explains the name of a probe by its input: `probe floor (24 steps of 1 ms, tau_rc 2.5 ms, tau_ref 0 ms, floor -0.25)` */
function explainRequest(id: string): string {
  const probe = [...probes, ...verifications].find((one) => one.id === id);
  if (probe === undefined) return id;
  const { amplitude, current } = probe.input;
  const height = amplitude === 1 ? '' : `, amplitude ${amplitude}`;
  return `probe ${id} (${current.length} ${describeTimes(probe.input)}${height})`;
}

/** How reports speak of the stages of a capability, and of a request to it. */
const staging: Partial<
  Record<CapabilityName, { readonly subject: string; readonly describe: (input: never) => string }>
> = {
  tuning: { subject: 'its tuning', describe: describeTuning },
  synapse: { subject: 'its synapse', describe: describeSignal },
  network: { subject: 'its network', describe: describeArchitecture },
  training: { subject: 'its trainer', describe: describeTraining },
  nir: { subject: 'its importer', describe: describeGraph },
  events: { subject: 'its network of events', describe: describeEvents },
};

/** What differs first where nothing explains the answers, and in which requests. */
const describeRelation = ({ relation, common }: Pick<StagesDiagnosis, 'relation' | 'common'>): string[] => {
  const parts = [relation, common].filter((one) => one !== undefined);
  return parts.length > 0 ? [parts.join('; ')] : [];
};

/** What is done in the stages of a capability: a line if they differ, with the smallest request that shows it. */
export function describeStages(name: CapabilityName, found: StagesDiagnosis): string[] {
  const { outcome, sets, shownBy, unexplained } = found;
  const words = staging[name];
  if (shownBy === undefined || words === undefined) return [];
  const [first] = sets;
  const { where, expected, got, request, input } = shownBy;
  const isProbe = stagesOf[name]?.probes.some(({ id }) => id === request);
  const shown = `${words.describe(input as never)}${isProbe ? '' : `, ${request}`}: ${where}: expected ${expected}, got ${got}`;
  if (outcome === 'unexplained' || first === undefined)
    return [
      `Diagnosis: no known mistake explains ${words.subject}; first difference: ${shown}`,
      ...describeRelation(found),
    ];
  return [
    ...describeSets(words.subject, sets),
    `shown by ${shown}`,
    ...(unexplained ? [`this does not explain ${numberOf(unexplained, 'failing request')} to ${words.subject}`] : []),
  ];
}

/** `neurons with max rates of 100, 150 Hz and intercepts of -0.25, 0.4 (tau_rc 15 ms, tau_ref 1.3 ms, amplitude 0.02)` */
function describeTuning({ maxRatesHz, intercepts, tauRcSeconds, tauRefSeconds, amplitude }: TuningInput): string {
  const [rates, own] = [maxRatesHz, intercepts].map((all) => printable(all.join(', '), 80));
  const times = `tau_rc ${milliseconds(tauRcSeconds)}, tau_ref ${milliseconds(tauRefSeconds)}`;
  return `neurons with max rates of ${rates} Hz and intercepts of ${own} (${times}, amplitude ${amplitude})`;
}

/** `a signal of 3.5, -2.25, 0 (steps of 2 ms, tau 5 ms)` */
function describeSignal({ signal, dtSeconds, tauSeconds }: SynapseInput): string {
  const times = `steps of ${milliseconds(dtSeconds)}, tau ${milliseconds(tauSeconds)}`;
  return `a signal of ${printable(signal.join(', '), 120)} (${times})`;
}

/** `6 neurons with 18 connections to exponential receptors of 5.5 ms, 2.1 ms (40 steps of 2 ms, …)` */
function describeEvents({
  initialVoltage,
  connections,
  receptors,
  steps,
  refractorySteps,
  ...times
}: EventsInput): string {
  const all = receptors.map(({ kind, tauSeconds }) => (tauSeconds ? `${kind} (${milliseconds(tauSeconds)})` : kind));
  const floor = Number.isFinite(times.minVoltage ?? Number.NaN) ? `, floor ${times.minVoltage}` : '';
  const own = `${steps} steps of ${milliseconds(times.dtSeconds)}, tau_rc ${milliseconds(times.tauRcSeconds)}`;
  return `${numberOf(initialVoltage.length, 'neuron')} with ${numberOf(connections.length, 'connection')} to receptors ${all.join(', ')} (${own}, ${numberOf(refractorySteps, 'refractory step')}${floor})`;
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

/** `a LIF behind Linear (tau 0.0008, r 1, …; steps of 0.1 ms)` */
function describeGraph({ nodes, dtSeconds }: NirInput): string {
  const { type, ...parameters } = nodes.at(-1) as NirNeuron;
  const [weights] = nodes.length === 2 ? nodes : [];
  const values = Object.entries(parameters).map(
    ([name, all]) => `${name} ${[...new Set(all)].slice(0, 2).join(' or ')}`,
  );
  const behind =
    weights === undefined ? '' : ` behind ${weights.type} ${weights.weight.length} × ${weights.weight[0]?.length}`;
  return `${['IF', 'LI'].includes(type) ? 'an' : 'a'} ${type}${behind} (${values.join(', ')}; steps of ${milliseconds(dtSeconds)})`;
}

/** `an image of 3 × 4 × 2 (kernel 2 × 2, 2 channels; steps of 1 ms, tau_rc 15 ms, …, amplitude 0.02)` */
function describeArchitecture({
  architecture,
  dtSeconds,
  minVoltage,
  amplitude,
  synapseSeconds = 0,
}: Pick<NetworkInput, 'architecture' | 'dtSeconds' | 'minVoltage' | 'amplitude' | 'synapseSeconds'>): string {
  const { input, hidden, neuron } = architecture;
  const layers = hidden.map(({ kernelSize, channels, stride, padding = 0 }) => {
    const moved = `${stride === 1 ? '' : `, stride ${stride}`}${padding === 0 ? '' : `, padding ${padding}`}`;
    return `kernel ${kernelSize} × ${kernelSize}, ${numberOf(channels, 'channel')}${moved}`;
  });
  const image = `${input.rows} × ${input.columns} × ${input.channels}`;
  const synapse = synapseSeconds === 0 ? '' : `, synapses of ${milliseconds(synapseSeconds)}`;
  return `an image of ${image} (${layers.join('; ')}; ${describeTimes({ ...neuron, dtSeconds, minVoltage })}, amplitude ${amplitude}${synapse})`;
}

/** `an image of 1 × 1 × 2 (kernel …), 2 images, batches of 1, 1 epoch, learning rate 0.02, decay 0.8, epsilon 0.003` */
function describeTraining(asked: TrainingInput): string {
  const { images, batchSize, epochs } = asked;
  const { learningRate, decay, epsilon } = asked.optimizer;
  const shown = `${numberOf(images.length, 'image')}, batches of ${batchSize}, ${numberOf(epochs, 'epoch')}`;
  const settings = `learning rate ${learningRate}, decay ${decay}, epsilon ${epsilon}`;
  return `${describeArchitecture(asked)}, ${shown}, ${settings}`;
}

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

/** Steps of a refractory period that every simulator can count: in 16 bits. */
export const fewRefractorySteps = 32_767;

/** `steps of 1 ms, tau_rc 20 ms, tau_ref 2 ms, floor 0` */
export function describeTimes(
  input: Pick<NeuronInput, 'dtSeconds' | 'tauRcSeconds' | 'tauRefSeconds'> & { readonly minVoltage: number | null },
): string {
  const { dtSeconds, tauRcSeconds, tauRefSeconds, minVoltage } = input;
  const [dt, tauRc, tauRef] = [dtSeconds, tauRcSeconds, tauRefSeconds].map(milliseconds);
  const floor = Number.isFinite(minVoltage) ? `floor ${minVoltage}` : 'no floor';
  const refractorySteps = Math.ceil(tauRefSeconds / dtSeconds);
  const size = refractorySteps > fewRefractorySteps ? ` (${refractorySteps} steps)` : '';
  return `steps of ${dt}, tau_rc ${tauRc}, tau_ref ${tauRef}${size}, ${floor}`;
}

/** The settings of a run, and where a neuron starts, unless at 0: `steps of 1 ms, …, floor 0, start at 0.5` */
export function describeRun(
  input: Parameters<typeof describeTimes>[0] & Pick<NeuronInput, 'initialVoltage'>,
  neuron = 0,
): string {
  const start = input.initialVoltage[neuron];
  return `${describeTimes(input)}${start === 0 ? '' : `, start at ${start}`}`;
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
