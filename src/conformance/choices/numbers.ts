import { log1p } from '../../base/elementary.ts';
import type { PrecisionName } from '../../base/precision.ts';
import type { NeuronInput } from '../implementation.ts';
import { findChoice } from './choice.ts';
import { neuronFields, type Parameters } from './neuron.ts';
import type { ChosenNeuron, ChosenState, ChosenStep } from './neuron-step.ts';
import { finishStep, isRefractory, startNeuron, stepNeuron } from './neuron-step.ts';
import { predictNeuron } from './prediction.ts';

/** A choice that would mend a difference. */
export interface NumberChoice {
  readonly field: string;
  readonly name: string;
}

/** One neuron of an answer. */
export interface Train {
  readonly input: NeuronInput;
  readonly own: number;
  /** Number of spikes [step]. */
  readonly counts: ArrayLike<number>;
  /** [step], if they are shown. */
  readonly voltages: ArrayLike<number> | undefined;
}

/**
 * The numbers with which a rule would give a voltage that differs: each from one equation, solved for one number. Whether
 * such a number explains the other answers, too, is not known here.
 *
 * @param step - the first step in which the rule differs
 */
export function numbersAt(neuron: ChosenNeuron, train: Train, step: number, precision: PrecisionName): Numbers {
  const observed = train.voltages?.[step];
  const at = stateAt(neuron, train, step, precision);
  if (at === undefined) return { numbers: [] };
  const isFired = (train.counts[step] as number) > 0;
  const isSpike = isFired !== at.after.spikes > 0;
  if (observed === undefined || neuron.acts.shownVoltage !== 'after-reset') return { numbers: [], isSpike };
  const digits = mostDigits[precision];
  const named: Named = (field, value, prefix = '', suffix = '') => {
    const name = `${prefix}${simplest(value, digits)}${suffix}`;
    return findChoice(neuronFields, field, name) ? [{ field, name }] : [];
  };
  const unit = named('voltageUnit', observed / at.after.shown, 'times-');
  if (isSpike) return { numbers: unit, isSpike };
  if (isFired) return { numbers: [...unit, ...ofReset(at, observed, named)] };
  const ofEnd = ofRefractory(neuron, train, step, at.before, named);
  const numbers = [...unit, ...ofStep(neuron, train.input, step, at, observed, named), ...(ofEnd ?? [])];
  return { numbers, isOpen: ofEnd === undefined };
}

/** What would mend the first difference of a neuron. */
export interface Numbers {
  readonly numbers: readonly NumberChoice[];
  /** Whether only one of the two fires. */
  readonly isSpike?: boolean;
  /** Whether the end of a refractory period does not show. */
  readonly isOpen?: boolean;
}

/** The choices of a number with which a spike would have a height. */
export function numbersOfHeight(
  height: number,
  { amplitude, dtSeconds }: Parameters,
  precision: PrecisionName,
): string[] {
  const digits = mostDigits[precision];
  const names = [`${simplest(height, digits)}`, `times-${simplest((height * dtSeconds) / amplitude, digits)}`];
  return names.filter((name) => findChoice(neuronFields, 'spikeHeight', name));
}

/** A number that a person wrote has few digits; one that is rounded to float32 shows fewer. */
const mostDigits: Readonly<Record<PrecisionName, number>> = { float64: 5, float32: 4 };

/** The decimal number with the fewest digits that is close to a value; 0 for what rounding leaves of 0. */
function simplest(value: number, digits: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const unit = Number(`1e-${digits + 2}`);
  if (Math.abs(value) <= unit) return '0';
  const close = unit * Math.max(Math.abs(value), 1e-3);
  for (let count = 1; count <= digits; count++) {
    const short = Number(value.toPrecision(count));
    if (Math.abs(short - value) <= close) return String(short);
  }
  return undefined;
}

interface At {
  readonly before: ChosenState;
  readonly after: ChosenStep;
}

/** A step of a rule, after steps in which it agrees. */
function stateAt(
  neuron: ChosenNeuron,
  { input, own, counts }: Train,
  step: number,
  precision: PrecisionName,
): At | undefined {
  let before: ChosenState = startNeuron(neuron, input.initialVoltage[own] as number, input.initialVoltage[0] as number);
  let found: At | undefined;
  predictNeuron(neuron, input, own, { precision, counts: (index) => counts[index] }, (index, { after }) => {
    if (index === step) found = { before, after };
    before = after;
    return index < step;
  });
  return found;
}

type Named = (field: string, value: number, prefix?: string, suffix?: string) => NumberChoice[];

const ofReset = ({ after: { reached } }: At, observed: number, named: Named): NumberChoice[] => [
  ...named('reset', observed),
  ...named('reset', reached - observed, 'minus-'),
  ...named('reset', observed / reached, 'times-'),
];

/** A step without a spike: v' = rest · v + scale · (J + leak). */
function ofStep(
  neuron: ChosenNeuron,
  asked: NeuronInput,
  step: number,
  { before, after }: At,
  observed: number,
  named: Named,
): NumberChoice[] {
  const { whole, given, leaksTo } = neuron;
  const { drive } = after;
  const target = drive + leaksTo;
  const { rest, scale } = whole;
  const input = (observed - rest * before.voltage) / scale;
  const tauRc = given.dtSeconds / stepsOf(neuron, (observed - target) / (before.voltage - target));
  return [
    ...named('floor', observed),
    ...(step === 0 ? named('initialVoltage', (observed - scale * target) / rest) : []),
    ...named('drive', (input - leaksTo) / drive, 'times-'),
    ...named('leaksTo', input - drive),
    ...named('tauRc', 1000 * tauRc, '', '-ms'),
    ...named('tauRc', tauRc / asked.tauRcSeconds, '', '-times'),
  ];
}

/** The length of a step, in time constants, that leaves a fraction of the distance. */
const stepsOf = ({ acts: { integrator }, given: { x } }: ChosenNeuron, rest: number): number =>
  integrator.rest(x) === 1 - x ? 1 - rest : -log1p(rest - 1);

/** The refractory period after which the voltage moves as it does; undefined if this does not show. */
function ofRefractory(
  neuron: ChosenNeuron,
  { input, own, voltages, counts }: Train,
  step: number,
  before: ChosenState,
  named: Named,
): NumberChoice[] | undefined {
  const { acts, given } = neuron;
  if (before.remaining <= -1 || acts.whileRefractory !== 'clamped') return [];
  const isMoving = (_: unknown, index: number) => index >= step && voltages?.[index] !== before.voltage;
  const wake = Array.from(counts).findIndex(isMoving);
  const drive = input.current[wake]?.[own] ?? 0;
  // below the floor, a voltage does not move
  const previous = input.current[wake - 1]?.[own] ?? drive;
  if (wake < 0 || previous <= 0) return undefined;
  const active = stepsOf(neuron, ((voltages?.[wake] as number) - drive) / (before.voltage - drive)) / given.x;
  const more = 1 - active - (before.remaining - (wake - step));
  const tauRefSeconds = given.tauRefSeconds + more * given.dtSeconds;
  return [
    ...named('tauRef', 1000 * tauRefSeconds, '', '-ms'),
    ...named('tauRef', tauRefSeconds / input.tauRefSeconds, '', '-times'),
    ...named('tauRef', tauRefSeconds / given.dtSeconds, '', '-steps'),
    ...named('refractoryExtra', acts.refractoryExtra + more),
  ];
}

/** The threshold that separates the voltages at which neurons fire from those at which they do not, if there is one. */
export function thresholdOf(trains: readonly Train[], prepare: (input: NeuronInput) => ChosenNeuron): NumberChoice[] {
  let [highest, lowest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { input, own, counts } of trains) {
    const neuron = prepare(input);
    const { acts } = neuron;
    if (acts.spikesPerStep !== 'one' || acts.spikeDelay !== 0) return [];
    let before: ChosenState = startNeuron(
      neuron,
      input.initialVoltage[own] as number,
      input.initialVoltage[0] as number,
    );
    for (const [step, row] of acts.current(input.current).entries()) {
      const stepped = stepNeuron(neuron, before, row[own] as number);
      const isFired = (counts[step] as number) > 0;
      if (!isRefractory(before)) {
        if (isFired) lowest = Math.min(lowest, stepped.reached);
        else highest = Math.max(highest, stepped.reached);
      }
      if (highest >= lowest) return [];
      const threshold = isFired ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      before = finishStep({ ...neuron, threshold }, before, { ...stepped, current: stepped.lastCurrent });
    }
  }
  return shortestBetween(highest, lowest);
}

function shortestBetween(low: number, high: number): NumberChoice[] {
  for (let decimals = 0; decimals <= mostDigits.float64; decimals++) {
    const unit = Number(`1e-${decimals}`);
    const value = Number((Math.ceil(low / unit) * unit).toFixed(decimals));
    if (value >= high) continue;
    return findChoice(neuronFields, 'threshold', String(value)) ? [{ field: 'threshold', name: String(value) }] : [];
  }
  return [];
}
