import type { PrecisionName } from '../../base/precision.ts';
import type { NeuronOutput } from '../implementation.ts';
import { type Chosen, differingFields, type Fields, nameOf, withoutDefinition } from './choice.ts';
import { canonical } from './conventions.ts';
import { differenceIn, type JudgedBy, mostSets, precisionsTried, setsGiving } from './diagnose.ts';
import type { Diagnosis, StagesDiagnosis } from './diagnosis.ts';
import { explain } from './explain.ts';
import type { Asked } from './match.ts';
import { networkFields, ownFields } from './network.ts';
import { type AskedNetwork, networkMatcher } from './network-match.ts';
import { layerOf } from './network-run.ts';

/**
 * Says what networks do beside their neurons: the smallest sets of choices that give every answer, or that there is none.
 * What the neurons do anyway, by their own diagnosis, is given. If only recordings show them, these are compared first.
 *
 * @param probed - answers to the network probes
 * @param more - failing requests of a check, with their answers, the smallest first
 * @param ofNeurons - the diagnosis of the neurons, if they were asked
 */
export function diagnoseNetwork(
  probed: readonly AskedNetwork[],
  more: readonly AskedNetwork[],
  judgedBy: JudgedBy,
  ofNeurons?: Diagnosis | undefined,
): StagesDiagnosis {
  const asked = [...probed, ...more];
  const isUnknown = ofNeurons?.outcome === 'unexplained' || ofNeurons?.outcome === 'never fires';
  if (asked.length === 0 || isUnknown) return { outcome: 'not asked', sets: [], compared: { requests: 0 } };
  const rules = rulesOf(judgedBy, ofNeurons);
  for (const name of precisionsTried(judgedBy)) {
    const { sets, ofProbes } = setsFor(probed, more, name, rules);
    if (sets.length > 0) return explained(sets, asked, name, rules);
    // a part of the mistakes may show in the probes; what rounds more coarsely would hide it
    const part = explained(ofProbes, probed, name, rules);
    const [set] = part.sets;
    if (set && set.differences.length > 0)
      return { ...part, unexplained: networkMatcher(more, name, rules.given).deviations(set.choices).length };
  }
  const [shownBy] = networkMatcher(asked, judgedBy.precision, rules.given).deviations(rules.given);
  return { outcome: 'unexplained', sets: [], compared: { requests: asked.length }, ...(shownBy && { shownBy }) };
}

interface Rules {
  readonly judgedBy: JudgedBy;
  /** What networks should do. */
  readonly right: Chosen;
  /** What the neurons do by their own diagnosis, or should do. */
  readonly given: Chosen;
  readonly haveNeurons: boolean;
}

const rulesOf = (judgedBy: JudgedBy, ofNeurons: Diagnosis | undefined): Rules => ({
  judgedBy,
  right: inNetwork(judgedBy.conventions),
  given: inNetwork(ofNeurons?.sets[0]?.choices ?? judgedBy.conventions),
  haveNeurons: ofNeurons !== undefined,
});

/** The smallest sets of choices that give every answer; without any, the smallest that give those to the probes. */
function setsFor(
  probed: readonly AskedNetwork[],
  more: readonly AskedNetwork[],
  name: PrecisionName,
  { judgedBy, right, given, haveNeurons }: Rules,
): { readonly sets: readonly Chosen[]; readonly ofProbes: readonly Chosen[] } {
  const asked = [...probed, ...more];
  const matcher = networkMatcher(asked, name, given);
  const reachingMore = new Map<string, Chosen>();
  const match = (chosen: Chosen) => {
    const own = matcher.match(chosen);
    if (own.differs && own.differs.answer >= probed.length) reachingMore.set(nameOf(chosen), chosen);
    return own;
  };
  const find = (starts: readonly Chosen[], changeable: Fields, most: number) =>
    explain({ ...matcher, match, fields: networkFields, changeable, starts, canonical: reduced, most });
  let sets = find([given, right], networkFields, 1);
  // a program that rounds otherwise than it declares is seldom wrong in two other ways
  if (sets.length === 0 && name === judgedBy.precision) {
    const recorded = haveNeurons ? [] : neuronsRecordedIn(asked, judgedBy);
    sets = find([...recorded, given], ownFields, mostChanges);
  }
  if (sets.length > 0 || probed.length === 0 || more.length === 0) return { sets, ofProbes: [] };
  const ofProbes = networkMatcher(probed, name, given);
  const others = [...reachingMore.values()].filter((chosen) => ofProbes.match(chosen).differs === undefined);
  const changesIn = (chosen: Chosen) => differingFields(chosen, given, networkFields).length;
  const fewest = Math.min(...others.map(changesIn));
  return { sets, ofProbes: others.filter((chosen) => changesIn(chosen) === fewest) };
}

function explained(
  sets: readonly Chosen[],
  asked: readonly AskedNetwork[],
  name: PrecisionName,
  { right, given }: Rules,
): StagesDiagnosis {
  const [shownBy] = networkMatcher(asked, name, given).deviations(given);
  const described = sets.slice(0, mostSets).map((chosen) => ({
    choices: chosen,
    differences: differingFields(chosen, right, networkFields)
      .filter((field) => chosen[field] !== given[field])
      .map((field) => differenceIn(field, chosen, networkFields)),
  }));
  const isWrong = (described[0]?.differences.length ?? 0) > 0;
  const compared = { requests: asked.length };
  return { outcome: 'explained', sets: described, compared, ...(isWrong && shownBy && { shownBy }) };
}

/** Beyond one change, only stages of the network itself are combined, or choices of the neurons that recordings show. */
const mostChanges = 2;

/** A set without the choices that are the definition, and without those that have no effect. */
const reduced = (chosen: Chosen): Chosen => withoutDefinition(canonical(chosen), networkFields);

/** What neurons do in a network, in which they have no spike height of their own. */
const inNetwork = ({ spikeHeight: _, ...chosen }: Chosen): Chosen => reduced(chosen);

/** The sets of choices that the recordings of layers show: the currents of a layer are a request to neurons. */
function neuronsRecordedIn(asked: readonly AskedNetwork[], judgedBy: JudgedBy): Chosen[] {
  const recorded = asked.flatMap(neuronsIn);
  return recorded.length === 0 ? [] : setsGiving(recorded, judgedBy, mostChanges).slice(0, mostSets).map(inNetwork);
}

function neuronsIn({ id, input, answer: { probed = [] } }: AskedNetwork): Asked[] {
  const { architecture, dtSeconds, minVoltage, probes = [] } = input;
  const recording = (layer: string, wanted: string) =>
    probed[probes.findIndex((one) => one.layer === layer && one.stage === wanted)];
  return [...new Set(probes.map(({ layer }) => layer))].flatMap((layer) => {
    const [current, spikes, voltage] = ['current', 'spikes', 'voltage'].map((stage) => recording(layer, stage));
    const start = input.initialVoltage[layerOf(layer)];
    if (current === undefined || spikes === undefined || start === undefined) return [];
    const initialVoltage = Array.from(start);
    const { tauRcSeconds, tauRefSeconds } = architecture.neuron;
    const neurons = { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude: 1, minVoltage, initialVoltage, current };
    const trains = initialVoltage.map((_, neuron) =>
      spikes.flatMap((row, step) => Array<number>(row[neuron] ?? 0).fill(step)),
    );
    const answer: NeuronOutput = { spikes: trains, spikeHeight: 1 / dtSeconds, ...(voltage && { voltage }) };
    return [{ id: `${layer} of ${id}`, input: neurons, answer }];
  });
}
