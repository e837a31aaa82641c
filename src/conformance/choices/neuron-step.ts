import { float64, type Precision } from '../../base/precision.ts';
import { Refusal } from '../../base/requirement.ts';
import type { Model } from '../../simulator/neuron/model.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import { type Chosen, findingActs } from './choice.ts';
import { type Given, type NeuronActs, neuronFields, type Parameters, type Recorded, type Stride } from './neuron.ts';

/** The functions and values of a set of choices of a neuron. */
export const neuronActs: (chosen: Chosen) => NeuronActs = findingActs(neuronFields);

/** A neuron of a set of choices, with what its steps have in common. */
export interface ChosenNeuron {
  readonly acts: NeuronActs;
  readonly given: Given;
  readonly threshold: number;
  readonly leaksTo: number;
  /** A step that is active from start to end. */
  readonly whole: Stride;
}

/** A neuron between two steps. */
export interface ChosenState {
  readonly voltage: number;
  /** Refractory steps that remain, whole or not; negative after the end. */
  readonly remaining: number;
  /** Whether a spike of the last step still has to reset the voltage. */
  readonly isResetDue: boolean;
  /** The current of the last step, used if input is delayed. */
  readonly lastCurrent: number;
  /** The spikes of the last step, reported now if spikes are delayed. */
  readonly spikes: number;
  /** Number of steps so far. */
  readonly steps: number;
}

/** A neuron after a step, with what it reports. */
export interface ChosenStep extends ChosenState {
  /** The active part of the step; a whole one is 1. */
  readonly active: number;
  /** The current that acted. */
  readonly drive: number;
  /** The voltage that was compared with the threshold. */
  readonly reached: number;
  /** The voltage that it reports. */
  readonly shown: number;
  /** The number of spikes that it reports. */
  readonly fired: number;
}

/**
 * The neuron of some acts with the parameters of a request.
 *
 * @param precision - constants are computed in float64 and rounded once
 */
export function prepareNeuron(acts: NeuronActs, asked: Parameters, { round }: Precision = float64): ChosenNeuron {
  let read = asked;
  for (const one of [acts.dt, acts.tauRc, acts.tauRef, acts.timeUnit]) read = { ...read, ...one(read) };
  const given: Given = {
    ...read,
    x: read.dtSeconds / read.tauRcSeconds,
    refractory: Math.max(acts.refractory.steps(read) + acts.refractoryExtra, 0),
    lowest: round(read.minVoltage),
    round,
  };
  const whole = strideOf(acts, acts.stepLength({ active: 1, sinceEnd: undefined }, given.x, given), given);
  return { acts, given, whole, threshold: acts.threshold(given), leaksTo: acts.leaksTo(given) };
}

function strideOf({ integrator, inputScale }: NeuronActs, x: number, { round }: Given): Stride {
  const [covered, rest] = [integrator.covered(x), integrator.rest(x)];
  const scale = inputScale(covered, x, rest);
  const isDistance = scale === covered && Math.abs(covered + rest - 1) < 1e-9;
  return { rest: round(rest), scale: round(scale), isDistance };
}

/** @param first - the initial voltage of the first neuron of the request */
export function startNeuron({ acts, given }: ChosenNeuron, own: number, first: number = own): ChosenState {
  const voltage = given.round(acts.initialVoltage(own, first, given.lowest));
  return { voltage, remaining: -1, isResetDue: false, lastCurrent: 0, spikes: 0, steps: 0 };
}

/** Advances a neuron by one step: integration, a late reset, spikes, reset, floor. */
export function stepNeuron(neuron: ChosenNeuron, before: ChosenState, asked: number): ChosenStep {
  const { acts, given, leaksTo } = neuron;
  const { round } = given;
  const current = round(acts.drive(asked, given));
  const drive = driveOf(acts, before, current);
  const active = activePart(acts, before);
  // a partly active step is the first one after a refractory period, and so may be a whole one
  const isFirst = active < 1 || (!acts.refractory.isCounted && (before.remaining > -1 || before.spikes > 0));
  const part = { active, sinceEnd: 1 - before.remaining };
  const stride = active > 1 || isFirst ? strideOf(acts, acts.stepLength(part, given.x, given), given) : neuron.whole;
  const integrated = active > 0 ? acts.form(before.voltage, drive + leaksTo, stride, round) : before.voltage;
  const reached = before.isResetDue ? round(acts.reset(integrated, 1, given)) : integrated;
  return finishStep(neuron, before, { active, drive, current, reached });
}

/** What a step has computed when the voltage is compared with the threshold. */
interface Reached extends Pick<ChosenStep, 'active' | 'drive' | 'reached'> {
  readonly current: number;
}

/** The rest of a step: what follows from the voltage that is compared with the threshold. */
export function finishStep(
  { acts, given, threshold }: ChosenNeuron,
  before: ChosenState,
  { active, drive, current, reached }: Reached,
): ChosenStep {
  const { round, lowest } = given;
  const spikes = mayFire(acts, before) ? countSpikes(acts, reached, threshold) : 0;
  const isAtOnce = acts.resetTime === 0;
  let voltage = reached;
  if (spikes === 0) voltage = acts.floor(reached, lowest);
  else if (isAtOnce) voltage = round(acts.reset(reached, spikes, given));
  const remaining = spikes === 0 ? before.remaining - 1 : refractoryAfter(acts, given, reached, drive, before);
  const reported = acts.spikeDelay === 1 ? before.spikes : spikes;
  return {
    voltage,
    remaining,
    isResetDue: spikes > 0 && !isAtOnce,
    lastCurrent: current,
    spikes,
    steps: before.steps + 1,
    active,
    drive,
    reached,
    shown: acts.voltageUnit(shownVoltage(acts, before.voltage, reached, voltage, spikes)),
    fired: reported * acts.copies,
  };
}

function shownVoltage({ shownVoltage }: NeuronActs, before: number, reached: number, after: number, spikes: number) {
  if (shownVoltage === 'before-step') return before;
  return shownVoltage === (spikes > 0 ? 'before-reset' : 'before-floor') ? reached : after;
}

/** Whether a step is refractory from start to end. */
export const isRefractory = ({ remaining }: ChosenState): boolean => remaining >= 1;

function driveOf(acts: NeuronActs, before: ChosenState, current: number): number {
  const arriving = acts.inputDelay === 1 ? before.lastCurrent : current;
  if (!isRefractory(before)) return arriving;
  if (acts.whileRefractory === 'input-masked') return 0;
  return acts.whileRefractory === 'negative-input' ? Math.min(arriving, 0) : arriving;
}

/** Only a neuron whose voltage is clamped waits for the end of its refractory period to integrate. */
const activePart = ({ whileRefractory, wake }: NeuronActs, before: ChosenState) =>
  isRefractory(before) && whileRefractory !== 'clamped' && whileRefractory !== 'fires-above-1'
    ? 1
    : wake(before.remaining);

/** Whether a neuron fires in a step if its voltage is above the threshold. */
export const mayFire = ({ whileRefractory, inARow }: NeuronActs, before: ChosenState): boolean =>
  (!isRefractory(before) || whileRefractory === 'fires-above-1') && inARow(before.spikes);

function countSpikes({ comparison, spikesPerStep }: NeuronActs, reached: number, threshold: number): number {
  if (!comparison(reached, threshold)) return 0;
  if (spikesPerStep === 'one') return 1;
  return comparison(1, 1) ? Math.floor(reached / threshold) : Math.ceil(reached / threshold) - 1;
}

/** An answer lists each spike, and a legal current can cause 10⁹ of them in a step. */
const mostSpikes = 1000;

/** The refractory steps that remain after the step of a spike. */
function refractoryAfter(
  { refractory, spikeTime, clock }: NeuronActs,
  given: Given,
  reached: number,
  drive: number,
  { voltage, steps }: ChosenState,
): number {
  const { refractory: period, x } = given;
  const end = refractory.isCounted ? period : period + spikeTime(reached, drive, x, voltage) - 1;
  return clock(end, steps, given);
}

/** The neuron of a set of choices as a model, which a network can run. */
export function chosenModel(neuron: ChosenNeuron): Model<ChosenState> {
  return {
    start: (initialVoltage) => startNeuron(neuron, initialVoltage),
    step: (before, current) => stepNeuron(neuron, before, current),
    voltage: (state) => (state as ChosenStep).shown,
  };
}

/** Steps one neuron of a request until `onStep` returns false. */
export function runNeuron(
  neuron: ChosenNeuron,
  { initialVoltage, current, state }: Pick<NeuronInput, 'initialVoltage' | 'current' | 'state'>,
  index: number,
  onStep: (step: number, after: ChosenStep) => boolean,
): ChosenState {
  const own = (state as readonly ChosenState[] | undefined)?.[index];
  let before = own ?? startNeuron(neuron, initialVoltage[index] as number, initialVoltage[0] as number);
  let held: Recorded = { fired: 0, shown: before.voltage };
  for (const [step, row] of neuron.acts.current(current).entries()) {
    const after = stepNeuron(neuron, before, row[index] as number);
    const shown = recordStep(neuron, before, after, held, { step, steps: current.length });
    if (!onStep(step, shown)) return after;
    held = shown;
    before = after;
  }
  return before;
}

/** A step as an answer shows it, given what it shows of the step before. */
export function recordStep(
  { acts: { recording }, given: { dtSeconds } }: ChosenNeuron,
  before: ChosenState,
  after: ChosenStep,
  held: Recorded,
  at: { readonly step: number; readonly steps: number },
): ChosenStep {
  if (recording === undefined) return after;
  const { fired, shown } = recording(after, held, { ...at, dtSeconds, isRefractory: isRefractory(before) });
  return { ...after, fired, shown };
}

/**
 * Runs neurons as a simulator with a set of choices would.
 *
 * @example
 * const neuron = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: 0 };
 * const input = { ...neuron, initialVoltage: [0.9], current: [[4], [4], [4]] };
 * simulate({ comparison: '>=' }, input).spikes // [[0]]
 */
export function simulate(chosen: Chosen, input: NeuronInput, precision: Precision = float64): NeuronOutput {
  return runActs(neuronActs(chosen), input, precision);
}

/**
 * Runs neurons by the functions and values of choices.
 *
 * @throws {Refusal} if a neuron fires so often in a step that its spikes are too many to list
 */
export function runActs(acts: NeuronActs, input: NeuronInput, precision: Precision = float64): NeuronOutput {
  const neuron = prepareNeuron(acts, input, precision);
  const spikes = input.initialVoltage.map((): number[] => []);
  const voltage = input.current.map((): number[] => []);
  const state = spikes.map((train, index) =>
    runNeuron(neuron, input, index, (step, { fired, shown }) => {
      if (fired > mostSpikes) throw new Refusal(`${fired} spikes in a step are too many to list`);
      for (let spike = 0; spike < fired; spike++) train.push(step);
      voltage[step]?.push(shown);
      return true;
    }),
  );
  return { spikes, spikeHeight: precision.round(acts.spikeHeight(neuron.given)), voltage, state };
}
