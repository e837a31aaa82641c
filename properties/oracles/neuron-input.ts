import type { NeuronInput } from '../../src/conformance/implementation.ts';

/** A rule for the input of a neuron. */
export interface InputRule {
  /** Kebab-case name of a violation. */
  readonly name: string;
  /** Description of a violation. */
  readonly breach: string;
  readonly isKept: (input: NeuronInput) => boolean;
}

const isPositive = (value: number) => value > 0 && Number.isFinite(value);

/** The rules of a valid neuron. NaN violates each of them. */
export const inputRules: readonly InputRule[] = [
  {
    name: 'bad-membrane-time-constant',
    breach: 'a membrane time constant that is not above 0',
    isKept: ({ tauRcSeconds }) => isPositive(tauRcSeconds),
  },
  {
    name: 'bad-refractory-time',
    breach: 'a refractory period below 0',
    isKept: ({ tauRefSeconds }) => tauRefSeconds === 0 || isPositive(tauRefSeconds),
  },
  { name: 'bad-step', breach: 'a time step that is not above 0', isKept: ({ dtSeconds }) => isPositive(dtSeconds) },
  {
    name: 'long-step',
    breach: 'a time step of more than 30 τ_rc',
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
    breach: 'an initial voltage above the threshold',
    isKept: ({ initialVoltage }) => !initialVoltage.some((voltage) => voltage > 1),
  },
  {
    name: 'endless-start',
    breach: 'an initial voltage that is not a finite number',
    isKept: ({ initialVoltage }) => initialVoltage.every((voltage) => voltage > 1 || Number.isFinite(voltage)),
  },
  {
    name: 'endless-current',
    breach: 'a current that is not a finite number',
    isKept: ({ current }) => current.every((currents) => currents.every(Number.isFinite)),
  },
];

/**
 * Refuses an input that violates a rule.
 *
 * @throws {RangeError} naming the violation
 */
export function checkNeuronInput(input: NeuronInput, rules: readonly InputRule[] = inputRules): void {
  for (const { breach, isKept } of rules) {
    if (!isKept(input)) throw new RangeError(`the input has ${breach}`);
  }
}
