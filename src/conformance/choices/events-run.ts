import { type PrecisionName, unitRoundoff } from '../../base/precision.ts';
import type { EventsInput, EventsOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import { chosenForNeurons, currentCoefficients, type Event, type EventActs, eventActs } from './events.ts';
import { neuronActs, prepareNeuron } from './neuron-step.ts';
import { carried, exactly, product, type Rounded, sumOf } from './rounded.ts';

type Receptor = EventsInput['receptors'][number];

/** The voltage that a bias of 1 adds in a step. */
export function eventGain(
  chosen: Chosen,
  input: Pick<EventsInput, 'dtSeconds' | 'tauRcSeconds' | 'minVoltage'>,
): number {
  const neuron = { ...input, tauRefSeconds: 0, amplitude: 1 };
  return prepareNeuron(neuronActs(chosenForNeurons(chosen)), neuron).whole.scale;
}

/**
 * What a set of choices makes of a receptor in a request: the voltage that a current of 1 adds in a step, what a weight is
 * multiplied by, and by how many steps its events are late.
 */
export function eventCoefficients(
  chosen: Chosen,
  { kind, tauSeconds }: Receptor,
  input: Pick<EventsInput, 'dtSeconds' | 'tauRcSeconds' | 'minVoltage'>,
): { readonly gain: number; readonly unit: number; readonly lag: number } {
  const acts = eventActs(chosen);
  if (tauSeconds === undefined) return { gain: 1, unit: 1, lag: acts.deltaLag };
  const [a, b] = [input.dtSeconds / input.tauRcSeconds, input.dtSeconds / tauSeconds];
  const { ofCurrent, unit } = currentCoefficients(chosen, {
    a,
    b,
    tauSeconds,
    gain: eventGain(chosen, input),
    isAlpha: kind === 'alpha',
  });
  return { gain: ofCurrent, unit, lag: acts.currentLag };
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

/** A connection as it is made. */
interface Sending extends Omit<Event, 'sentIn'> {
  readonly order: number;
  readonly weight: Rounded;
  readonly delay: number;
}

/** An event on its way. */
type Sent = Sending & Event;

/** The coefficients of a step, and what a weight is multiplied by. */
type Coefficients = ReturnType<typeof currentCoefficients>;

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

/**
 * Roundings of E = e^(−x) that remain in 1 − E, relative to 1 and not to 1 − E, which is about x: those of x = dt/τ in another unit
 * (3, times x·e^(−x), at most 1/e), and the exponential, correct to a unit in the last place (2).
 */
const roundingsOfDecay = 4;

/**
 * A program may compute (e^(−a) − e^(−b))/(b − a) as it stands, whose difference cancels digits, and that of an alpha current, which
 * cancels twice as many: each of the two exponentials is rounded twice. If a and b are nearer than this, E4 asks for a limit.
 */
const [leastDistance, roundingsOfDifference] = [0.01, 4];

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
  /** The voltage that a constant current of 1 adds in a step. */
  readonly #gain: Rounded;
  readonly #fired: ((step: number, neuron: number) => boolean) | undefined;
  readonly #receptors: readonly ChosenReceptor[];
  readonly #connections: readonly Sending[];
  /** What is left of a current after a step [neuron][receptor]. */
  readonly #kept: readonly (readonly Rounded[])[];
  readonly #arriving = new Map<number, Sent[]>();
  #neurons: readonly Neuron[];

  constructor(
    chosen: Chosen,
    input: EventsInput,
    precision: PrecisionName,
    fired?: (step: number, neuron: number) => boolean,
  ) {
    this.#acts = eventActs(chosen);
    this.#input = input;
    this.#fired = fired;
    this.#roundoff = unitRoundoff[precision];
    const { dtSeconds, tauRcSeconds, receptors, connections, minVoltage } = input;
    const neuron = { dtSeconds, tauRcSeconds, tauRefSeconds: 0, amplitude: 1, minVoltage };
    this.#neuron = prepareNeuron(neuronActs(chosenForNeurons(chosen)), neuron);
    const { scale, isDistance } = this.#neuron.whole;
    this.#gain = { value: scale, error: isDistance ? roundingsOfDecay * this.#roundoff : 0 };
    this.#receptors = receptors.map((one) => this.#receptor(one, chosen));
    const made = this.#acts.connections(connections);
    this.#connections = made.map((one, order): Sending => {
      const receptor = this.#acts.receptor(one.receptor, one.weight, receptors.length);
      const lag = receptors[receptor]?.kind === 'delta' ? this.#acts.deltaLag : this.#acts.currentLag;
      const late = one.neuron === undefined ? this.#acts.sourceDelay : this.#acts.neuronDelay;
      const weight = this.#rounded(this.#acts.weight(one.weight, one.receptor));
      const { source, neuron: from, target } = one;
      const delay = this.#acts.delay(one, made, dtSeconds) + lag + late;
      return { order, target, receptor, weight, delay, source, neuron: from };
    });
    this.#kept = input.initialVoltage.map((_, neuron) =>
      this.#receptors.map(({ decay }, index) => {
        const isOwn = ({ target, receptor }: Sending) => target === neuron && receptor === index;
        const times = this.#acts.decays(this.#connections.filter(isOwn).length);
        return Array.from({ length: times - 1 }).reduce<Rounded>((all) => product(all, decay), decay);
      }),
    );
    this.#neurons = input.initialVoltage.map((voltage) => ({
      voltage: this.#rounded(voltage),
      remaining: this.#acts.startInactive(input.refractorySteps),
      waiting: zero,
      currents: receptors.map(() => [zero, zero] as const),
    }));
    for (const [source, train] of input.sources.entries())
      for (const step of new Set(train)) {
        const count = this.#acts.spikesOfAStep(train.filter((one) => one === step).length, step);
        for (let spike = 0; spike < count; spike++) this.#send('source', source, step, 0);
      }
  }

  #receptor(own: Receptor, chosen: Chosen) {
    const { dtSeconds, tauRcSeconds, receptors } = this.#input;
    const tau = this.#acts.tau(own, receptors);
    const isAlpha = own.kind === 'alpha';
    if (tau === undefined) return { decay: zero, ofCurrent: zero, ofRise: zero, unit: 1, isAlpha };
    const [a, b] = [dtSeconds / tauRcSeconds, dtSeconds / tau];
    const { value: gain, error } = this.#gain;
    const [exact, moved] = [gain, gain + error].map((given) =>
      currentCoefficients(chosen, { a, b, tauSeconds: tau, gain: given, isAlpha }),
    ) as [Coefficients, Coefficients];
    // exponents and quotients round, too
    const relative = this.#roundoff * (8 + 3 * (a + b));
    const constant = (name: keyof Coefficients, more = 0): Rounded => {
      const value = exact[name];
      return { value, error: relative * Math.abs(value) + Math.abs(moved[name] - value) + more };
    };
    const distance = Math.abs(b - a);
    const cancelled = distance < leastDistance ? 0 : (roundingsOfDifference * this.#roundoff * a) / distance;
    return {
      decay: constant('kept'),
      ofCurrent: constant('ofCurrent', cancelled),
      ofRise: constant('ofRise', cancelled === 0 ? 0 : cancelled / distance),
      unit: exact.unit,
      isAlpha,
    };
  }

  /** A number of a request: exact if it has few bits, or else rounded once, because a program may have another unit of voltage. */
  #rounded(value: number): Rounded {
    return { value, error: Math.fround(value) === value ? 0 : this.#roundoff * Math.abs(value) };
  }

  #send(kind: 'source' | 'neuron', from: number, step: number, earliest: number): void {
    for (const one of this.#connections) {
      if (one[kind] !== from) continue;
      const isCurrent = this.#input.receptors[one.receptor]?.kind !== 'delta';
      const at = Math.max(step + one.delay, isCurrent ? earliest - 1 : earliest);
      const sent = { ...one, sentIn: step };
      const waiting = this.#arriving.get(at) ?? [];
      const left = this.#acts.queue(waiting, sent);
      const events = left === waiting ? waiting : [...left];
      events.push(sent);
      this.#arriving.set(at, events);
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

  #at(step: number, neuron: number): readonly Sent[] {
    const own = (this.#arriving.get(step) ?? []).filter(({ target }) => target === neuron);
    return this.#acts.together(own.toSorted((one, other) => one.order - other.order));
  }

  #stepNeuron(before: Neuron, index: number, step: number, events: readonly Sent[]): FollowedStep & { neuron: Neuron } {
    const { refractoryCurrents, refractorySteps, resetCurrents } = this.#acts;
    const isInactive = before.remaining > 0;
    let after = before;
    if (!isInactive || refractoryCurrents !== 'wait') after = { ...after, currents: this.#decayed(before, index) };
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

  #decayed({ currents: before }: Neuron, neuron: number): Neuron['currents'] {
    return before.map(([current, rise], index) => {
      const kept = this.#kept[neuron]?.[index] as Rounded;
      const { decay } = this.#receptors[index] as ChosenReceptor;
      const added = carried((value) => value * this.#acts.currentRise(decay.value), rise, 0);
      return [
        sumOf([product(kept, current), product(kept, added)], this.#roundoff),
        sumOf([product(kept, rise)], this.#roundoff),
      ] as const;
    });
  }

  #receiveCurrents(neuron: Neuron, events: readonly Sent[]): Neuron {
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
  #rest(after: Neuron, before: Neuron, deltas: readonly Sent[]): Neuron {
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
  #sum(voltage: Rounded, deltas: readonly Sent[]): Rounded {
    if (deltas.length === 0) return voltage;
    const [only] = deltas;
    if (isZero(voltage) && deltas.length === 1 && only) return only.weight;
    return sumOf([voltage, ...deltas.map(({ weight }) => weight)], this.#roundoff);
  }

  #active(before: Neuron, index: number, step: number, deltas: readonly Sent[]): FollowedStep {
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

  #oneByOne(start: Rounded, deltas: readonly Sent[], step: number, index: number): FollowedStep {
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
    const { rest } = this.#neuron.whole;
    const bias = this.#acts.bias(this.#input.bias ?? [], index);
    const terms = [product(exactly(rest), start), product(this.#gain, exactly(bias))];
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
