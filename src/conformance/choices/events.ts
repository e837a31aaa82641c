/*
 * The choices of neurons that receive events: what simulators do between a spike and the voltage of its targets, stage by stage.
 * It shares no code with src/simulator, so that each tests the other.
 */
import { exp, expm1 } from '../../base/elementary.ts';
import type { EventsInput } from '../implementation.ts';
import {
  type ActsOf,
  type Chosen,
  choicesWithin,
  convention,
  declarableFields,
  definition,
  definitionOf,
  differingFields,
  type Field,
  type Fields,
  findingActs,
  mistake,
} from './choice.ts';
import { field, neuronFields } from './neuron.ts';

type Connection = EventsInput['connections'][number];
type Receptor = EventsInput['receptors'][number];

const senderOf = ({ source, neuron }: Connection) => `${source} ${neuron}`;
const delaysLike = (one: Connection, all: readonly Connection[]) =>
  all.filter((other) => senderOf(other) === senderOf(one)).map(({ delaySteps }) => delaySteps);

const request = {
  connections: field<(all: readonly Connection[]) => readonly Connection[]>()({
    'as-asked': definition('makes every connection', (all) => all),
    'not-to-itself': mistake('makes no connection from a neuron to itself', (all) =>
      all.filter(({ neuron, target }) => neuron !== target),
    ),
    'last-of-a-pair': mistake('keeps only the last connection of a pair', (all) => {
      const keyOf = (one: Connection) => `${senderOf(one)} ${one.target} ${one.receptor}`;
      return all.filter((one, index) => !all.slice(index + 1).some((other) => keyOf(other) === keyOf(one)));
    }),
    'not-the-last': mistake('does not make the last connection', (all) => all.slice(0, -1), 'Spike#16'),
    'sorted-by-receptor': mistake(
      'gives its connections the targets and receptors of others, sorted by receptor',
      (all) => {
        const sorted = all.toSorted((one, other) => one.receptor - other.receptor);
        return all.map((one, index) => {
          const { target, receptor } = sorted[index] as Connection;
          return { ...one, target, receptor };
        });
      },
      'arbor#273',
    ),
  }),
  weight: field<(weight: number, receptor: number) => number>()({
    'as-asked': definition('uses the requested weights', (weight) => weight),
    absolute: mistake('takes negative weights as positive ones', Math.abs, 'nestml#1265'),
    'absolute-but-first': mistake(
      'takes negative weights as positive ones, except at the first receptor',
      (weight, receptor) => (receptor === 0 ? weight : Math.abs(weight)),
      'nestml#1393',
    ),
    'float32-weights': mistake('rounds weights to float32', Math.fround, 'Arbor 0.12.2'),
    'none-below-1e-6': mistake(
      'drops weights below 1e-6',
      (weight) => (Math.abs(weight) < 1e-6 ? 0 : weight),
      'sPyNNaker PR#745',
    ),
    'up-to-255': mistake('limits weights to 255', (weight) => Math.max(-255, Math.min(weight, 255)), 'sPyNNaker'),
    'in-256ths': mistake('rounds weights to multiples of 1/256', (weight) => Math.round(256 * weight) / 256),
  }),
  delay: field<(connection: Connection, all: readonly Connection[], dtSeconds: number) => number>()({
    'as-asked': definition('uses the requested delays', ({ delaySteps }) => delaySteps),
    'one-per-source': mistake(
      'delays all events of a source or neuron like those of its first connection',
      (one, all) => delaysLike(one, all)[0] as number,
      'brian2 PR#352',
    ),
    'longest-for-1': mistake(
      'replaces a delay of one step by the longest one of its source or neuron',
      (one, all) => (one.delaySteps === 1 ? Math.max(...delaysLike(one, all)) : one.delaySteps),
      'BrainPy#709',
    ),
    longest: mistake(
      'delays all events of a source or neuron like those of its slowest connection',
      (one, all) => Math.max(...delaysLike(one, all)),
      'brian2 PR#352',
    ),
    'two-or-more': mistake('makes a delay of one step two steps long', ({ delaySteps }) => Math.max(delaySteps, 2)),
    'two-less': mistake(
      'shortens delays by two steps, to one step at least',
      ({ delaySteps }) => Math.max(delaySteps - 2, 1),
      'BrainPy#709',
    ),
    'modulo-16': mistake(
      'shortens delays above 16 steps by a multiple of 16',
      ({ delaySteps }) => ((delaySteps - 1) % 16) + 1,
      'sPyNNaker#633',
    ),
    truncated: mistake(
      'rounds the quotient of a delay in seconds and the step down',
      ({ delaySteps }, _, dtSeconds) => Math.max(Math.floor((delaySteps * dtSeconds) / dtSeconds), 1),
      'ml_genn PR#137',
    ),
    even: mistake(
      'rounds delays up to an even number of steps',
      ({ delaySteps }) => 2 * Math.ceil(delaySteps / 2),
      'brian2#352',
    ),
    'of-the-way-back': mistake(
      'delays events between two neurons like those in the other direction',
      (one, all) =>
        all.find(({ neuron, target }) => one.neuron !== undefined && neuron === one.target && target === one.neuron)
          ?.delaySteps ?? one.delaySteps,
      'tvb-library#40',
    ),
    'up-to-63': mistake('limits delays to 63 steps', ({ delaySteps }) => Math.min(delaySteps, 63), 'lava-dl#226'),
  }),
  neuronDelay: field<number>()({
    'as-asked': definition('delays events of neurons as requested', 0),
    'a-step-more': mistake('delays events of neurons, not of sources, by a step more', 1, 'norse#370'),
  }),
  sourceDelay: field<number>()({
    'as-asked': definition('delays events of sources as requested', 0),
    'a-step-less': mistake('delays events of sources, not of neurons, by a step less', -1, 'nengo-loihi PR#113'),
  }),
  spikesOfAStep: field<(count: number, step: number) => number>()({
    each: definition('sends an event for each spike of a source in a step', (count) => count),
    'none-in-step-0': mistake(
      'sends no events of sources in step 0',
      (count, step) => (step === 0 ? 0 : count),
      'PyNN#503',
    ),
    once: mistake('sends one event for several spikes of a source in a step', () => 1, 'nest#1100'),
  }),
  receptor: field<(asked: number, weight: number, count: number) => number>()({
    'as-asked': definition('uses the requested receptor', (asked) => asked),
    first: mistake('uses the first receptor for all events', () => 0, 'nest#368'),
    'negative-on-last': mistake(
      'uses the last receptor for negative weights',
      (asked, weight, count) => (weight < 0 ? count - 1 : asked),
      'PyNN#625',
    ),
  }),
  tau: field<(own: Receptor, all: readonly Receptor[]) => number | undefined>()({
    own: definition('gives each receptor its time constant', ({ tauSeconds }) => tauSeconds),
    first: mistake('gives all receptors the time constant of the first', (own, all) =>
      own.kind === 'delta' ? undefined : all.find(({ tauSeconds }) => tauSeconds !== undefined)?.tauSeconds,
    ),
  }),
};

const start = {
  bias: field<(all: readonly number[], neuron: number) => number>()({
    'as-asked': definition('gives each neuron its bias', (all, neuron) => all[neuron] ?? 0),
    first: mistake('gives all neurons the bias of the first', (all) => all[0] ?? 0),
  }),
  startInactive: field<(refractorySteps: number) => number>()({
    none: definition('starts active', () => 0),
    refractory: mistake('starts as if it had just fired', (refractorySteps) => refractorySteps, 'brian2#41'),
  }),
};

/** An event that has arrived or is on its way. */
export interface Event {
  readonly target: number;
  readonly receptor: number;
  readonly source: number | undefined;
  readonly neuron: number | undefined;
  /** The step of its spike. */
  readonly sentIn: number;
}

/** The events of other sources, or of other neurons, that fired in the same step. */
const isOverwritten = (one: Event, by: Event) =>
  one.sentIn === by.sentIn &&
  (one.source === undefined) === (by.source === undefined) &&
  (one.source !== by.source || one.neuron !== by.neuron);

/** What the weight of a current is multiplied by, given b = dt/τ_s, a = dt/τ, whether the current is alpha, and τ_s. */
type Unit = (b: number, a: number, isAlpha: boolean, tauSeconds: number) => number;
const e = exp(1);

const arrival = {
  /** Which events of a step are on their way when another one is sent. */
  queue: field<<Own extends Event>(waiting: readonly Own[], sent: Own) => readonly Own[]>()({
    'every-event': definition('delivers every event', (waiting) => waiting),
    'last-sender': mistake(
      'delivers, of the events of several senders in a step with the same delay, only those of the last sender',
      (waiting, sent) => waiting.filter((one) => !isOverwritten(one, sent)),
      'brian2#576',
    ),
  }),
  /** The receptors of the events that a neuron receives in a step. */
  together: field<<Own extends Event>(events: readonly Own[]) => readonly Own[]>()({
    'by-receptor': definition('gives each event to its receptor', (events) => events),
    'to-the-first': mistake(
      'gives all events that a neuron receives in a step to the receptor of the first',
      (events) => events.map((one) => ({ ...one, receptor: (events[0] as Event).receptor })),
      'PyNN#410',
    ),
  }),
  deltaSlot: field<'before-threshold' | 'before-decay' | 'after-threshold' | 'after-reset' | 'one-by-one'>()({
    'before-threshold': definition(
      'adds deltas after the decay, and tests the voltage in the same step',
      'before-threshold',
    ),
    'before-decay': convention('adds deltas before the decay of the step', 'before-decay', 'nest#2647'),
    'after-threshold': convention(
      'adds deltas after the test of the threshold, and loses them in the step of a spike',
      'after-threshold',
      'brian2#1332',
    ),
    'after-reset': convention('adds deltas after the reset', 'after-reset', 'Auryn'),
    'one-by-one': convention('adds deltas one by one, and tests the voltage after each', 'one-by-one', 'NEURON 9.0.2'),
  }),
  deltaLag: field<number>()({
    none: definition('adds deltas in step t + D', 0),
    'a-step-early': convention('adds deltas a step early', -1, 'BrainPy#709'),
    'a-step-late': convention('adds deltas a step late', 1, 'nengo-loihi PR#113'),
  }),
  currentLag: field<number>()({
    none: definition('lets currents drive the voltage from step t + D + 1 on', 0),
    'a-step-early': convention('lets currents drive the voltage from a step earlier on', -1, 'ANNarchy 5.0.4.1'),
    'two-steps-early': convention('lets currents drive the voltage from two steps earlier on', -2, 'BrainPy 2.8.2'),
    'a-step-late': convention('lets currents drive the voltage from a step later on', 1, 'PyNN#536'),
  }),
  currentWeight: field<Unit>()({
    peak: definition('takes a weight for the peak of a current', (b, _, isAlpha) => (isAlpha ? e * b : 1)),
    charge: convention(
      'takes a weight for the charge of a current, summed over steps',
      (b, a, isAlpha) => (-expm1(-b) / a) * (isAlpha ? b : 1),
    ),
    slope: convention('takes the weight of an alpha current for its first slope', (b, _, isAlpha) => (isAlpha ? b : 1)),
    'area-per-ms': mistake(
      'gives an alpha current its weight for an area in milliseconds, not for a peak',
      (b, _, isAlpha, tauSeconds) => (isAlpha ? b / (1000 * tauSeconds) : 1),
      'nest#1038',
    ),
    'times-tau': mistake(
      'multiplies the weight of an alpha current by its time constant in steps',
      (b, _, isAlpha) => (isAlpha ? e / b : 1),
      'BrainPy#577',
    ),
  }),
};

/** The voltage that the two states of a current, I and Y, add in a step, given the gain g of a constant current. */
interface InStep {
  readonly a: number;
  readonly b: number;
  /** What remains of the current after the step. */
  readonly kept: number;
  readonly gain: number;
}

/**
 * ∫ e^(−δs) ds and ∫ s·e^(−δs) ds from 0 to 1, as series without negative terms: for δ > 0, of (1 − s) in place of s.
 *
 *   δ ≤ 0:  Σ x^k/(k!·(k + 1)),            Σ x^k/(k!·(k + 2)),             x = |δ|
 *   δ > 0:  e^(−x)·Σ x^k/(k!·(k + 1)),     e^(−x)·Σ x^k/(k!·(k + 1)·(k + 2))
 */
function integrals(delta: number): readonly [number, number] {
  const x = Math.abs(delta);
  const isFalling = delta > 0;
  let [first, second, power] = [0, 0, isFalling ? exp(-x) : 1];
  for (let k = 0; k < 60 + 3 * x; k++) {
    first += power / (k + 1);
    second += power / (isFalling ? (k + 1) * (k + 2) : k + 2);
    power *= x / (k + 1);
  }
  return [first, second];
}

const heldAtStart = ({ gain }: InStep) => [gain, 0] as const;

const currents = {
  currentInStep: field<(of: InStep) => readonly [number, number]>()({
    exact: definition('integrates currents exactly', ({ a, b }) => {
      const [first, second] = integrals(b - a);
      return [a * exp(-a) * first, a * exp(-a) * second];
    }),
    start: convention('holds a current at its value at the start of a step', heldAtStart),
    end: convention('holds a current at its value at the end of a step', ({ gain, kept }) => [
      gain * kept,
      gain * kept,
    ]),
    mean: convention('holds a current at its mean in a step', ({ gain, b }) => {
      const [first, second] = integrals(b);
      return [gain * first, gain * second];
    }),
    'none-if-equal': mistake(
      'lets currents have no effect if tau_s equals tau',
      ({ a, b }) => {
        const [first, second] = integrals(b - a);
        return a === b ? [0, 0] : [a * exp(-a) * first, a * exp(-a) * second];
      },
      'PyNN#161',
    ),
    'by-division': mistake(
      'divides a difference of exponentials by the difference of the time constants',
      ({ a, b }) => {
        const [x, y] = [exp(-a), exp(-b)];
        return [(a * (x - y)) / (b - a), (a * (x - y - (b - a) * y)) / ((b - a) * (b - a))];
      },
      'brian2#573',
    ),
  }),
  currentRise: field<(kept: number) => number>()({
    'before-decay': definition('adds the rise of an alpha current before it decays', () => 1),
    'after-decay': mistake('adds the rise of an alpha current after it has decayed', (kept) => kept, 'nest#499'),
  }),
  currentDecay: field<(b: number, a: number) => number>()({
    exact: definition('lets currents decay by e^(-dt/tau_s)', (b) => exp(-b)),
    euler: convention('lets currents decay by 1 - dt/tau_s, as forward Euler does', (b) => 1 - b, 'norse#302'),
    'of-the-membrane': mistake('lets currents decay with tau_rc', (_, a) => exp(-a), 'neurolib#260'),
  }),
  /** How often a current decays in a step, given the number of connections to it. */
  decays: field<(connections: number) => number>()({
    once: definition('lets a current decay once per step', () => 1),
    'per-connection': mistake(
      'lets a current decay once per step for each of its connections',
      (connections) => Math.max(connections, 1),
      'CARLsim6#18',
    ),
  }),
};

const afterSpike = {
  refractorySteps: field<(asked: number) => number>()({
    'as-asked': definition('is inactive for the requested steps', (asked) => asked),
    'one-less': mistake('is inactive for a step less', (asked) => Math.max(asked - 1, 0), 'nest#547'),
    'one-more': mistake('is inactive for a step more', (asked) => asked + 1, 'nest#547'),
  }),
  refractoryDeltas: field<'lost' | 'held' | 'discounted'>()({
    lost: definition('loses the deltas that arrive while it is inactive', 'lost'),
    held: convention('adds the deltas that arrive while it is inactive', 'held', 'nestml#1392'),
    discounted: convention(
      'adds the deltas that arrive while it is inactive at the end, decayed until then',
      'discounted',
      'NEST refractory_input',
    ),
  }),
  refractoryCurrents: field<'go-on' | 'wait' | 'receive-nothing'>()({
    'go-on': definition('lets currents go on while it is inactive', 'go-on'),
    wait: mistake('holds its currents while it is inactive', 'wait'),
    'receive-nothing': mistake(
      'loses the events of currents while it is inactive',
      'receive-nothing',
      'bindsnet PR#76',
    ),
  }),
  resetCurrents: field<'kept' | 'cleared'>()({
    kept: definition('keeps its currents when it fires', 'kept'),
    cleared: convention('clears its currents when it fires', 'cleared', 'snnTorch 1.0.0 Alpha'),
  }),
  floorOrder: field<'after-events' | 'before-events'>()({
    'after-events': definition('applies the floor after the events of a step', 'after-events'),
    'before-events': mistake('applies the floor before the events of a step', 'before-events'),
  }),
};

/** The fields that neurons have in the same words, whatever drives them. */
const { integrator, inputScale, threshold, comparison, reset, floor } = neuronFields;
const ofNeurons = { integrator, inputScale, threshold, comparison, reset, floor };

/** The fields of events that act in a step. */
export const eventStepFields = { ...arrival, ...currents, ...afterSpike };

/** The fields of events. */
export const ownEventFields = { ...request, ...start, ...eventStepFields };

/** The fields of neurons that receive events, in the order of a step. */
export const eventFields: Fields = { ...ownEventFields, ...ofNeurons };

/** A field of events with a convention. Those that neurons have, too, may differ from what the neurons do. */
export type EventConventionName =
  | 'integrator'
  | 'inputScale'
  | 'comparison'
  | 'reset'
  | 'floor'
  | keyof typeof arrival
  | keyof typeof currents
  | 'refractoryDeltas'
  | 'resetCurrents';

/** The fields of events with a convention, in the order of a step. */
export const eventConventionNames: readonly EventConventionName[] = declarableFields(eventFields);

const actsOf: (chosen: Chosen) => EventActs = findingActs(ownEventFields);

/** What a set of choices does at each stage between a spike and the voltages of its targets. */
export type EventActs = ActsOf<typeof ownEventFields>;
export const eventActs = (chosen: Chosen): EventActs => actsOf(choicesWithin(ownEventFields, chosen));

/** The choices of neurons in a set. */
export const chosenForNeurons = (chosen: Chosen): Chosen => choicesWithin(ofNeurons, chosen);

/** What a set of choices of neurons is in the fields that events share with them. */
export const eventsOfNeurons = (chosen: Chosen): Chosen => choicesWithin(eventFields, chosenForNeurons(chosen));

/** The choices of events by which an implementation is judged: those of its neurons, and those that it declares for events. */
export const eventsBy = (conventions: Chosen, declared: Chosen = {}): Chosen => ({
  ...eventsOfNeurons(conventions),
  ...declared,
});

/**
 * The sets that are right for events: in a field that neurons have, too, and for which nothing is declared for events, the choice of
 * the neurons or that of the definition. The first follows the neurons in all of them.
 */
export function rightForEvents(conventions: Chosen, declared: Chosen = {}): readonly Chosen[] {
  const start: readonly Chosen[] = [declared];
  return Object.entries(eventsOfNeurons(conventions)).reduce((sets, [field, own]) => {
    const asDefined = definitionOf(eventFields[field] as Field);
    if (field in declared || own === asDefined) return sets;
    return [own, asDefined].flatMap((choice) => sets.map((set) => ({ ...set, [field]: choice })));
  }, start);
}

/** The choices by which events differ from what the conventions of neurons make of them. */
export function otherThanNeurons(events: Chosen, conventions: Chosen): Chosen {
  const byNeurons = eventsOfNeurons(conventions);
  const fields = differingFields({ ...byNeurons, ...events }, byNeurons, eventFields);
  return Object.fromEntries(fields.map((field) => [field, events[field] as string]));
}

/**
 * What a set of choices makes of a current: the fraction that a step keeps, the voltages that I = 1 and Y = 1 add in a step, and
 * what a weight is multiplied by.
 */
export function currentCoefficients(
  chosen: Chosen,
  {
    a,
    b,
    gain,
    isAlpha,
    tauSeconds,
  }: Omit<InStep, 'kept'> & { readonly isAlpha: boolean; readonly tauSeconds: number },
): { readonly kept: number; readonly ofCurrent: number; readonly ofRise: number; readonly unit: number } {
  const acts = eventActs(chosen);
  const kept = acts.currentDecay(b, a);
  // Euler's decay holds a current in its step, so the exact integral is that of no simulator
  const isHeld = chosen.currentDecay === 'euler' && (chosen.currentInStep ?? 'exact') === 'exact';
  const [ofCurrent, ofRise] = (isHeld ? heldAtStart : acts.currentInStep)({ a, b, kept, gain });
  return { kept, ofCurrent, ofRise, unit: acts.currentWeight(b, a, isAlpha, tauSeconds) };
}
