/*
 * The choices of neurons that receive events: what simulators do between a spike and the voltage of its targets, stage by stage.
 * It shares no code with src/simulator, so that each tests the other.
 */
import { exp } from '../../base/elementary.ts';
import { type PrecisionName, smallestNormal, unitRoundoff } from '../../base/precision.ts';
import { randomStream } from '../../base/random.ts';
import type { EventsInput, EventsOutput } from '../implementation.ts';
import {
  type ActsOf,
  type Chosen,
  convention,
  definition,
  type Field,
  type Fields,
  findChoice,
  findingActs,
  mistake,
} from './choice.ts';
import { field, neuronFields } from './neuron.ts';
import { neuronActs, prepareNeuron } from './neuron-step.ts';
import { matchingNumbers } from './numbers-match.ts';
import { carried, exactly, product, type Rounded, sumOf } from './rounded.ts';
import type { Stages } from './stages.ts';

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
  }),
  weight: field<(weight: number) => number>()({
    'as-asked': definition('uses the requested weights', (weight) => weight),
    absolute: mistake('takes negative weights as positive ones', Math.abs, 'nestml#1393'),
    'float32-weights': mistake('rounds weights to float32', Math.fround, 'Arbor 0.12.2'),
    'none-below-1e-6': mistake(
      'drops weights below 1e-6',
      (weight) => (Math.abs(weight) < 1e-6 ? 0 : weight),
      'sPyNNaker PR#745',
    ),
    'up-to-255': mistake('limits weights to 255', (weight) => Math.max(-255, Math.min(weight, 255)), 'sPyNNaker'),
  }),
  delay: field<(connection: Connection, all: readonly Connection[]) => number>()({
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
    'up-to-63': mistake('limits delays to 63 steps', ({ delaySteps }) => Math.min(delaySteps, 63), 'lava-dl#226'),
  }),
  neuronDelay: field<number>()({
    'as-asked': definition('delays events of neurons as requested', 0),
    'a-step-more': mistake('delays events of neurons, not of sources, by a step more', 1, 'norse#370'),
  }),
  spikesOfAStep: field<(count: number) => number>()({
    each: definition('sends an event for each spike of a source in a step', (count) => count),
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

/** What the weight of a current is multiplied by, given b = dt/τ_s, a = dt/τ and whether the current is alpha. */
type Unit = (b: number, a: number, isAlpha: boolean) => number;
const e = exp(1);

const arrival = {
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
    charge: convention('takes a weight for the charge of a current', (b, a, isAlpha) => (b / a) * (isAlpha ? b : 1)),
    slope: convention('takes the weight of an alpha current for its first slope', (b, _, isAlpha) => (isAlpha ? b : 1)),
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
    'by-division': mistake(
      'divides a difference of exponentials by the difference of the time constants',
      ({ a, b }) => {
        const [x, y] = [exp(-a), exp(-b)];
        return [(a * (x - y)) / (b - a), (a * (x - y - (b - a) * y)) / ((b - a) * (b - a))];
      },
      'brian2#573',
    ),
  }),
  currentDecay: field<(b: number) => number>()({
    exact: definition('lets currents decay by e^(-dt/tau_s)', (b) => exp(-b)),
    euler: convention('lets currents decay by 1 - dt/tau_s, as forward Euler does', (b) => 1 - b, 'norse#302'),
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

/** The fields of events. */
export const ownEventFields = { ...request, ...arrival, ...currents, ...afterSpike };

/** The fields of neurons that receive events, in the order of a step. */
export const eventFields: Fields = { ...ownEventFields, ...ofNeurons };

/** A field of events with a convention. */
export type EventConventionName = keyof typeof arrival | keyof typeof currents | 'refractoryDeltas' | 'resetCurrents';

/** The fields of events with a convention, in the order of a step. */
export const eventConventionNames: readonly EventConventionName[] = Object.entries<Field>(ownEventFields).flatMap(
  ([name, choices]) =>
    Object.values(choices).some(({ status }) => status === 'convention') ? [name as EventConventionName] : [],
);

type EventActs = ActsOf<typeof ownEventFields>;
const actsOf: (chosen: Chosen) => EventActs = findingActs(ownEventFields);

const chosenIn = (fields: Readonly<Record<string, unknown>>, chosen: Chosen): Chosen =>
  Object.fromEntries(Object.entries(chosen).filter(([name]) => name in fields));

/** What a set of choices of neurons is in the fields that events share with them. */
export const eventsOfNeurons = (chosen: Chosen): Chosen =>
  Object.fromEntries(
    Object.entries(chosenIn(ofNeurons, chosen)).filter(([name, choice]) => findChoice(eventFields, name, choice)),
  );

/** The choices of events by which an implementation is judged: those of its neurons, and those that it declares for events. */
export const eventsBy = (conventions: Chosen, declared: Chosen = {}): Chosen => ({
  ...eventsOfNeurons(conventions),
  ...declared,
});

/**
 * What a set of choices makes of a receptor in a request: the voltage that a current of 1 adds in a step, what a weight is
 * multiplied by, and by how many steps its events are late.
 */
export function eventCoefficients(
  chosen: Chosen,
  { kind, tauSeconds }: Receptor,
  input: Pick<EventsInput, 'dtSeconds' | 'tauRcSeconds' | 'minVoltage'>,
): { readonly gain: number; readonly unit: number; readonly lag: number } {
  const acts = actsOf(chosenIn(ownEventFields, chosen));
  if (tauSeconds === undefined) return { gain: 1, unit: 1, lag: acts.deltaLag };
  const { whole } = prepareNeuron(neuronActs(chosenIn(ofNeurons, chosen)), {
    ...input,
    tauRefSeconds: 0,
    amplitude: 1,
  });
  const [a, b] = [input.dtSeconds / input.tauRcSeconds, input.dtSeconds / tauSeconds];
  const { ofCurrent, unit } = currentCoefficients(chosen, { a, b, gain: whole.scale, isAlpha: kind === 'alpha' });
  return { gain: ofCurrent, unit, lag: acts.currentLag };
}

/**
 * What a set of choices makes of a current: the fraction that a step keeps, the voltages that I = 1 and Y = 1 add in a step, and
 * what a weight is multiplied by.
 */
function currentCoefficients(
  chosen: Chosen,
  { a, b, gain, isAlpha }: Omit<InStep, 'kept'> & { readonly isAlpha: boolean },
): { readonly kept: number; readonly ofCurrent: number; readonly ofRise: number; readonly unit: number } {
  const acts = actsOf(chosenIn(ownEventFields, chosen));
  const kept = acts.currentDecay(b);
  // Euler's decay holds a current in its step, so the exact integral is that of no simulator
  const isHeld = chosen.currentDecay === 'euler' && (chosen.currentInStep ?? 'exact') === 'exact';
  const [ofCurrent, ofRise] = (isHeld ? heldAtStart : acts.currentInStep)({ a, b, kept, gain });
  return { kept, ofCurrent, ofRise, unit: acts.currentWeight(b, a, isAlpha) };
}

/** A neuron between two steps. */
interface Neuron {
  readonly voltage: Rounded;
  /** Steps for which it is still inactive. */
  readonly remaining: number;
  /** Deltas that wait for the end of the refractory period. */
  readonly waiting: Rounded;
  /** I and Y of each receptor. */
  readonly currents: readonly (readonly [Rounded, Rounded])[];
}

/** An event on its way. */
interface Event {
  readonly order: number;
  readonly target: number;
  readonly receptor: number;
  readonly weight: Rounded;
}

/** A connection as it is made. */
interface Sending extends Event {
  readonly source: number | undefined;
  readonly neuron: number | undefined;
  readonly delay: number;
}

/** The coefficients of a step, and what a weight is multiplied by. */
interface ChosenReceptor {
  readonly decay: Rounded;
  readonly ofCurrent: Rounded;
  readonly ofRise: Rounded;
  readonly unit: number;
  readonly isAlpha: boolean;
}

/** A neuron after a step, with what it shows. */
export interface FollowedStep {
  readonly voltage: Rounded;
  readonly fires: boolean;
  /** Whether rounding decides if it fires. */
  readonly isOpen: boolean;
}

const zero = exactly(0);
const isZero = ({ value, error }: Rounded) => value === 0 && error === 0;

/**
 * Follows the neurons of a request as a simulator with a set of choices would, with bounds on the rounding errors of any
 * form. Where rounding decides whether a neuron fires, it does as the answer says.
 *
 * @param fired - whether a neuron fires according to an answer
 */
export function* followEvents(
  chosen: Chosen,
  input: EventsInput,
  precision: PrecisionName,
  fired?: (step: number, neuron: number) => boolean,
): Generator<readonly FollowedStep[]> {
  const run = new EventsRun(chosen, input, precision, fired);
  for (let step = 0; step < input.steps; step++) yield run.step(step);
}

class EventsRun {
  readonly #acts: EventActs;
  readonly #input: EventsInput;
  readonly #roundoff: number;
  readonly #neuron: ReturnType<typeof prepareNeuron>;
  readonly #fired: ((step: number, neuron: number) => boolean) | undefined;
  readonly #receptors: readonly ChosenReceptor[];
  readonly #connections: readonly Sending[];
  readonly #arriving = new Map<number, Event[]>();
  #neurons: readonly Neuron[];

  constructor(
    chosen: Chosen,
    input: EventsInput,
    precision: PrecisionName,
    fired?: (step: number, neuron: number) => boolean,
  ) {
    this.#acts = actsOf(chosenIn(ownEventFields, chosen));
    this.#input = input;
    this.#fired = fired;
    this.#roundoff = unitRoundoff[precision];
    const { dtSeconds, tauRcSeconds, receptors, connections, minVoltage } = input;
    const neuron = { dtSeconds, tauRcSeconds, tauRefSeconds: 0, amplitude: 1, minVoltage };
    this.#neuron = prepareNeuron(neuronActs(chosenIn(ofNeurons, chosen)), neuron);
    this.#receptors = receptors.map((one) => this.#receptor(one, chosen));
    const made = this.#acts.connections(connections);
    this.#connections = made.map((one, order): Sending => {
      const receptor = this.#acts.receptor(one.receptor, one.weight, receptors.length);
      const lag = receptors[receptor]?.kind === 'delta' ? this.#acts.deltaLag : this.#acts.currentLag;
      const late = one.neuron === undefined ? 0 : this.#acts.neuronDelay;
      const value = this.#acts.weight(one.weight);
      const error = precision === 'float32' && Math.fround(value) !== value ? this.#roundoff * Math.abs(value) : 0;
      const { source, neuron: from, target } = one;
      const delay = this.#acts.delay(one, made) + lag + late;
      return { order, target, receptor, weight: { value, error }, delay, source, neuron: from };
    });
    this.#neurons = input.initialVoltage.map((voltage) => ({
      voltage: this.#rounded(voltage),
      remaining: 0,
      waiting: zero,
      currents: receptors.map(() => [zero, zero] as const),
    }));
    for (const [source, train] of input.sources.entries())
      for (const step of new Set(train)) {
        const count = this.#acts.spikesOfAStep(train.filter((one) => one === step).length);
        for (let spike = 0; spike < count; spike++) this.#send('source', source, step, 0);
      }
  }

  #receptor(own: Receptor, chosen: Chosen) {
    const { dtSeconds, tauRcSeconds, receptors } = this.#input;
    const tau = this.#acts.tau(own, receptors);
    const isAlpha = own.kind === 'alpha';
    if (tau === undefined) return { decay: zero, ofCurrent: zero, ofRise: zero, unit: 1, isAlpha };
    const [a, b] = [dtSeconds / tauRcSeconds, dtSeconds / tau];
    const { kept, ofCurrent, ofRise, unit } = currentCoefficients(chosen, {
      a,
      b,
      gain: this.#neuron.whole.scale,
      isAlpha,
    });
    // exponents and quotients round, too
    const constant = (value: number): Rounded => ({
      value,
      error: this.#roundoff * (8 + 3 * (a + b)) * Math.abs(value),
    });
    const all = { decay: constant(kept), ofCurrent: constant(ofCurrent), ofRise: constant(ofRise) };
    return { ...all, unit, isAlpha };
  }

  /** A number that is rounded to the precision once. */
  #rounded(value: number): Rounded {
    return { value, error: Math.fround(value) === value ? 0 : this.#roundoff * Math.abs(value) };
  }

  #send(kind: 'source' | 'neuron', from: number, step: number, earliest: number): void {
    for (const one of this.#connections) {
      if (one[kind] !== from) continue;
      const isCurrent = this.#input.receptors[one.receptor]?.kind !== 'delta';
      const at = Math.max(step + one.delay, isCurrent ? earliest - 1 : earliest);
      const events = this.#arriving.get(at) ?? [];
      this.#arriving.set(at, events);
      events.push(one);
    }
  }

  step(step: number): readonly FollowedStep[] {
    if (step === 0) this.#neurons = this.#neurons.map((one, index) => this.#receiveCurrents(one, this.#at(-1, index)));
    const shown: FollowedStep[] = [];
    const sent: number[] = [];
    this.#neurons = this.#neurons.map((before, index) => {
      const events = this.#at(step, index);
      const after = this.#stepNeuron(before, index, step, events);
      shown.push(after);
      if (after.fires) sent.push(index);
      return after.neuron;
    });
    const received = this.#arriving.get(step)?.length ?? 0;
    for (const index of sent) this.#send('neuron', index, step, step + 1);
    // a current that lags less than its delay may arrive at the end of the step of its spike
    const late = this.#arriving.get(step)?.slice(received) ?? [];
    if (late.length > 0)
      this.#neurons = this.#neurons.map((one, index) =>
        this.#receiveCurrents(
          one,
          late.filter(({ target }) => target === index),
        ),
      );
    return shown;
  }

  #at(step: number, neuron: number): readonly Event[] {
    return (this.#arriving.get(step) ?? [])
      .filter(({ target }) => target === neuron)
      .sort((one, other) => one.order - other.order);
  }

  #stepNeuron(
    before: Neuron,
    index: number,
    step: number,
    events: readonly Event[],
  ): FollowedStep & { neuron: Neuron } {
    const { refractoryCurrents, refractorySteps, resetCurrents } = this.#acts;
    const isInactive = before.remaining > 0;
    let after = before;
    if (!isInactive || refractoryCurrents !== 'wait') after = { ...after, currents: this.#decayed(before) };
    if (!isInactive || refractoryCurrents !== 'receive-nothing') after = this.#receiveCurrents(after, events);
    const deltas = events.filter(({ receptor }) => this.#input.receptors[receptor]?.kind === 'delta');
    if (isInactive) {
      const neuron = this.#rest(after, before, deltas);
      return { neuron, voltage: neuron.voltage, fires: false, isOpen: false };
    }
    const { voltage, fires, isOpen } = this.#active(before, index, step, deltas);
    const remaining = fires ? refractorySteps(this.#input.refractorySteps) : 0;
    const isCleared = fires && resetCurrents === 'cleared';
    const kept = isCleared ? after.currents.map(() => [zero, zero] as const) : after.currents;
    return { neuron: { voltage, remaining, waiting: zero, currents: kept }, voltage, fires, isOpen };
  }

  #decayed({ currents: before }: Neuron): Neuron['currents'] {
    return before.map(([current, rise], index) => {
      const { decay } = this.#receptors[index] as ChosenReceptor;
      return [
        sumOf([product(decay, current), product(decay, rise)], this.#roundoff),
        sumOf([product(decay, rise)], this.#roundoff),
      ] as const;
    });
  }

  #receiveCurrents(neuron: Neuron, events: readonly Event[]): Neuron {
    const all = neuron.currents.map(([current, rise], index) => {
      const own = events.filter(({ receptor }) => receptor === index);
      if (own.length === 0 || this.#input.receptors[index]?.kind === 'delta') return [current, rise] as const;
      const { unit, isAlpha } = this.#receptors[index] as ChosenReceptor;
      const terms = own.map(({ weight }) => ({ value: unit * weight.value, error: unit * weight.error }));
      const added = (to: Rounded) => sumOf([to, ...terms], this.#roundoff);
      return isAlpha ? ([current, added(rise)] as const) : ([added(current), rise] as const);
    });
    return { ...neuron, currents: all };
  }

  /** An inactive neuron after a step. */
  #rest(after: Neuron, before: Neuron, deltas: readonly Event[]): Neuron {
    const { refractoryDeltas } = this.#acts;
    const remaining = before.remaining - 1;
    if (refractoryDeltas === 'lost') return { ...after, remaining };
    const rest = refractoryDeltas === 'held' ? 1 : this.#neuron.whole.rest;
    const waiting = this.#sum(product(exactly(rest), before.waiting), deltas);
    const isOver = refractoryDeltas === 'held' || remaining === 0;
    if (!isOver) return { ...after, remaining, waiting };
    const voltage = isZero(waiting) ? before.voltage : sumOf([before.voltage, waiting], this.#roundoff);
    return { ...after, remaining, waiting: zero, voltage };
  }

  /** A voltage with the deltas of a step; exact if there is nothing to round. */
  #sum(voltage: Rounded, deltas: readonly Event[]): Rounded {
    if (deltas.length === 0) return voltage;
    const [only] = deltas;
    if (isZero(voltage) && deltas.length === 1 && only) return only.weight;
    return sumOf([voltage, ...deltas.map(({ weight }) => weight)], this.#roundoff);
  }

  #active(before: Neuron, index: number, step: number, deltas: readonly Event[]): FollowedStep {
    const { deltaSlot, floorOrder, refractorySteps, refractoryDeltas } = this.#acts;
    const { acts, given } = this.#neuron;
    const floored = (voltage: Rounded) => carried((value) => acts.floor(value, given.lowest), voltage, 0);
    const start = deltaSlot === 'before-decay' ? this.#sum(before.voltage, deltas) : before.voltage;
    let reached = this.#integrated(start, before, index);
    if (floorOrder === 'before-events') reached = floored(reached);
    if (deltaSlot === 'one-by-one') return this.#oneByOne(reached, deltas, step, index);
    if (deltaSlot === 'before-threshold') reached = this.#sum(reached, deltas);
    const { fires, isOpen } = this.#tested(reached, step, index);
    const isLate = deltaSlot === 'after-threshold' || deltaSlot === 'after-reset';
    if (fires) {
      const voltage = this.#reset(reached);
      const isInactive = refractorySteps(this.#input.refractorySteps) > 0;
      const isAdded = deltaSlot === 'after-reset' && !(isInactive && refractoryDeltas === 'lost');
      return { voltage: isAdded ? this.#sum(voltage, deltas) : voltage, fires, isOpen };
    }
    if (isLate) reached = this.#sum(reached, deltas);
    return { voltage: floorOrder === 'before-events' ? reached : floored(reached), fires, isOpen };
  }

  #oneByOne(start: Rounded, deltas: readonly Event[], step: number, index: number): FollowedStep {
    const { acts, given } = this.#neuron;
    let voltage = start;
    let found = this.#tested(voltage, step, index);
    for (const delta of deltas) {
      if (found.fires) break;
      voltage = this.#sum(voltage, [delta]);
      const next = this.#tested(voltage, step, index);
      found = { fires: next.fires, isOpen: found.isOpen || next.isOpen };
    }
    if (found.fires) return { voltage: this.#reset(voltage), ...found };
    return { voltage: carried((value) => acts.floor(value, given.lowest), voltage, 0), ...found };
  }

  #reset(reached: Rounded): Rounded {
    const { acts, given } = this.#neuron;
    return carried((value) => acts.reset(value, 1, given), reached, 0);
  }

  #tested({ value, error }: Rounded, step: number, index: number): Pick<FollowedStep, 'fires' | 'isOpen'> {
    const limit = this.#neuron.threshold;
    const isOpen = error > 0 && Math.abs(value - limit) <= error;
    const own = this.#neuron.acts.comparison(value, limit);
    return { fires: isOpen && this.#fired ? this.#fired(step, index) : own, isOpen };
  }

  #integrated(start: Rounded, before: Neuron, index: number): Rounded {
    const { rest, scale } = this.#neuron.whole;
    const bias = this.#input.bias?.[index] ?? 0;
    const terms = [product(exactly(rest), start), { value: scale * bias, error: 0 }];
    for (const [receptor, [current, rise]] of before.currents.entries()) {
      const { ofCurrent, ofRise } = this.#receptors[receptor] as ChosenReceptor;
      terms.push(product(ofCurrent, current), product(ofRise, rise));
    }
    return terms.every(isZero) ? zero : sumOf(terms, this.#roundoff);
  }
}

/** Runs neurons that receive events as a simulator with a set of choices would. */
export function runChosenEvents(
  chosen: Chosen,
  input: EventsInput,
  precision: PrecisionName = 'float64',
): EventsOutput {
  const spikes = input.initialVoltage.map((): number[] => []);
  const voltage = [...followEvents(chosen, input, precision)].map((row, step) => {
    for (const [neuron, { fires }] of row.entries()) if (fires) spikes[neuron]?.push(step);
    return row.map((one) => one.voltage.value);
  });
  return { spikes, voltage };
}

/** Neurons of 2.5 to 3.3 time constants per step, weights in odd multiples of 1/128, delays of two steps. */
function probe(
  name: string,
  kinds: readonly Receptor['kind'][],
  more: Partial<EventsInput> & { readonly size?: number; readonly negative?: number },
): EventsInput {
  const { size = 1, negative = 0.2, ...own } = more;
  const stream = randomStream(`events/${name}`);
  const between = (least: number, most: number) => least + (most - least) * stream();
  const steps = own.steps ?? 32;
  const taus = { delta: [], exponential: [0.0055, 0.0021], alpha: [0.0031, 0.0047] } as const;
  const neurons = 6;
  const sources = Array.from({ length: 3 * neurons }, () => {
    const often = between(0.2, 0.45);
    return Array.from({ length: steps }, (_, step) => step).filter(() => stream() < often);
  });
  const receptors = kinds.flatMap((kind): Receptor[] =>
    kind === 'delta' ? [{ kind }] : taus[kind].map((tauSeconds) => ({ kind, tauSeconds })),
  );
  const weight = () => {
    const value = (2 * Math.round(between(13, 102)) + 1) / 128;
    return (stream() < negative ? -value : value) * size;
  };
  const connections = sources.map((_, source) => ({
    source,
    target: source % neurons,
    receptor: Math.floor(source / neurons) % receptors.length,
    weight: weight() * (receptors[Math.floor(source / neurons) % receptors.length]?.kind === 'alpha' ? 2 : 1),
    delaySteps: 2,
  }));
  return {
    ...{ dtSeconds: 0.002, tauRcSeconds: 0.006, refractorySteps: 0, minVoltage: Number.NEGATIVE_INFINITY, steps },
    ...{ initialVoltage: Array<number>(neurons).fill(0), receptors, sources, connections },
    ...own,
  };
}

/** One event of each of several weights and delays, each to a neuron of its own. */
const alone = (kind: Receptor, weights: readonly (readonly [weight: number, delaySteps: number])[]): EventsInput => ({
  ...{ dtSeconds: 0.001, tauRcSeconds: 0.02, refractorySteps: 1, minVoltage: Number.NEGATIVE_INFINITY, steps: 76 },
  initialVoltage: weights.map(() => 0),
  receptors: [kind],
  sources: [[0], [2, 2]],
  connections: weights.flatMap(([weight, delaySteps], target) =>
    [0, 1].map((source) => ({ source, target, receptor: 0, weight, delaySteps })),
  ),
});

/** Neurons in a ring, one of which also inhibits itself. */
const ring = (kind: 'delta' | 'exponential'): EventsInput => {
  const start = probe(`ring of ${kind}`, [kind], { steps: 48, refractorySteps: 2, minVoltage: -0.25 });
  const size = kind === 'delta' ? 1.4 : 4;
  const among = start.initialVoltage.map((_, neuron) => {
    const target = (neuron + 1) % start.initialVoltage.length;
    return { neuron, target, receptor: 0, weight: size, delaySteps: 2 + (neuron % 2) };
  });
  const itself = { neuron: 0, target: 0, receptor: 0, weight: -size / 2, delaySteps: 2 };
  return { ...start, connections: [...start.connections, ...among, itself, ...among.slice(1, 3)] };
};

const probes: Readonly<Record<string, EventsInput>> = {
  'single deltas': alone({ kind: 'delta' }, [
    [0.9, 1],
    ...([1, 0.4, 1e-9, 300, -300, -0.7].map((weight) => [weight, 2]) as [number, number][]),
    [0.8, 70],
  ]),
  'single currents': alone({ kind: 'exponential', tauSeconds: 0.02 }, [
    ...([1, 1e-9, 300, -7].map((weight) => [weight, 2]) as [number, number][]),
    [5, 70],
  ]),
  deltas: probe('deltas', ['delta'], {}),
  'deltas and a floor': probe('floor', ['delta'], { minVoltage: -0.25, negative: 0.5 }),
  'deltas and a refractory period': probe('refractory deltas', ['delta'], { steps: 40, refractorySteps: 3 }),
  exponential: probe('exponential', ['exponential'], { steps: 40, size: 2 }),
  'exponential and a refractory period': probe('refractory exponential', ['exponential'], {
    ...{ steps: 40, refractorySteps: 2, size: 4, bias: [0, 0, 0.5, 0.5, 0.9, 0.9] },
  }),
  alpha: probe('alpha', ['alpha'], { steps: 48, refractorySteps: 2, size: 2 }),
  mixed: probe('mixed', ['delta', 'exponential', 'alpha'], { steps: 48, refractorySteps: 1, minVoltage: -0.25 }),
  'ring of deltas': ring('delta'),
  'ring of currents': ring('exponential'),
};

/** The stages of events. */
export const eventStages: Stages<EventsInput, EventsOutput> = {
  fields: eventFields,
  combined: { ...arrival, ...currents, ...afterSpike },
  probes: Object.entries(probes).map(([id, input]) => ({ id, input })),
  ofNeurons: eventsOfNeurons,
  mostSize: 5000,
  matcherOf: matchingNumbers(function* (chosen, { input, answer }, precision) {
    const fired = (step: number, neuron: number) => answer.spikes[neuron]?.includes(step) === true;
    let step = 0;
    for (const row of followEvents(chosen, input, precision, fired)) {
      for (const [neuron, { fires, voltage }] of row.entries()) {
        const at = `neuron ${neuron}, step ${step}`;
        const told = () => ({ expected: fires ? 'a spike' : 'none', got: fires ? 'none' : 'a spike' });
        yield { where: () => at, expected: Number(fires), error: 0, got: Number(fired(step, neuron)), told };
        const got = answer.voltage?.[step]?.[neuron];
        const error = voltage.error + smallestNormal[precision];
        if (got !== undefined) yield { where: () => `voltage of ${at}`, expected: voltage.value, error, got };
      }
      step++;
    }
  }),
};
