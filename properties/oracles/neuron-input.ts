import type { NeuronInput } from '../../src/conformance/implementation.ts';

/** A rule that the input of a neuron has to keep. */
export interface InputRule {
  /** Kebab-case name of what breaks it. */
  readonly name: string;
  /** What breaks it. */
  readonly breach: string;
  readonly isKept: (input: NeuronInput) => boolean;
}

const isPositive = (value: number) => value > 0 && Number.isFinite(value);

/** What makes a neuron. NaN keeps no rule. */
export const inputRules: readonly InputRule[] = [
  {
    name: 'bad-membrane-time-constant',
    breach: 'a membrane time constant that is not above 0',
    isKept: ({ tauRcSeconds }) => isPositive(tauRcSeconds),
  },
  {
    name: 'bad-refractory-time',
    breach: 'a refractory time below 0',
    isKept: ({ tauRefSeconds }) => tauRefSeconds === 0 || isPositive(tauRefSeconds),
  },
  { name: 'bad-step', breach: 'a step that is not above 0', isKept: ({ dtSeconds }) => isPositive(dtSeconds) },
  {
    name: 'long-step',
    breach: 'a step of more than 30 τ_rc',
    isKept: ({ dtSeconds, tauRcSeconds }) => !(tauRcSeconds > 0 && dtSeconds > 30 * tauRcSeconds),
  },
  {
    name: 'high-floor',
    breach: 'a floor above 0',
    isKept: ({ minVoltage }) => minVoltage === null || minVoltage <= 0,
  },
  {
    name: 'bad-amplitude',
    breach: 'an amplitude that is not above 0',
    isKept: ({ amplitude }) => isPositive(amplitude),
  },
  {
    name: 'high-start',
    breach: 'a start above the threshold',
    isKept: ({ initialVoltage }) => !initialVoltage.some((voltage) => voltage > 1),
  },
  {
    name: 'endless-start',
    breach: 'a start that is no finite number',
    isKept: ({ initialVoltage }) => initialVoltage.every((voltage) => voltage > 1 || Number.isFinite(voltage)),
  },
  {
    name: 'endless-current',
    breach: 'a current that is no finite number',
    isKept: ({ current }) => current.every((currents) => currents.every(Number.isFinite)),
  },
];

/**
 * Refuses an input that breaks a rule.
 *
 * @throws {RangeError} naming what broke it
 */
export function checkNeuronInput(input: NeuronInput, rules: readonly InputRule[] = inputRules): void {
  for (const { breach, isKept } of rules) {
    if (!isKept(input)) throw new RangeError(`the input has ${breach}`);
  }
}
