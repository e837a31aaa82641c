import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentTrace, swingingCurrent } from '../../properties/arbitraries/current.ts';
import { initialVoltage, lifSettings } from '../../properties/arbitraries/lif.ts';
import { lifMutants } from '../../properties/mutants/lif.ts';
import { oneNeuron, run } from '../../properties/neuron/neuron-run.ts';
import { balanceCharge, type ChargeBalance } from '../../properties/oracles/charge-balance.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';

/**
 * Roundings of a step: of the current, the voltage, and the time of a spike, which J − 1 ≥ 0.25 divides. Each step is
 * also rounded once more in every later partial sum.
 */
const roundingsOfAStep = 20;

const inputs = fc
  .tuple(lifSettings(), initialVoltage(), fc.oneof(currentTrace(), swingingCurrent()))
  .map(([settings, voltage, trace]) => oneNeuron(settings, voltage, trace));

/** What is missing in the balance of charge. */
const surplus = ({ current, floor, leak, spikes, refractory, stored }: ChargeBalance) =>
  current + floor - leak - spikes - refractory - stored;

/** Requires the charge of a neuron to be balanced on any current, after `change` of the balance. */
async function requireBalance(implementation: Implementation, change: Partial<ChargeBalance> = {}): Promise<void> {
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const balance = balanceCharge(input, 0, await run(implementation, input));
      const steps = input.current.length;
      const largest = Math.max(...input.current.map(([current]) => Math.abs(current as number)), 1);
      const rounding = steps * largest * unitRoundoff[implementation.precision] * (roundingsOfAStep + steps);
      expect(Math.abs(surplus({ ...balance, ...change }))).toBeLessThanOrEqual(rounding);
    }),
  );
}

describe('the charge of a neuron', () => {
  it.each(['float64', 'float32'] as const)('is balanced up to rounding: %s', async (precision) => {
    await requireBalance(reference(precision));
  });

  it('includes all inhibition that a floor of 0 discards', async () => {
    const settings = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, minVoltage: 0 };
    const input = oneNeuron(settings, 0, [-8, -4]);
    const { current, floor, ...others } = balanceCharge(input, 0, await run(reference('float64'), input));
    expect(floor).toBe(-current);
    expect(others).toEqual({ leak: 0, spikes: 0, refractory: 0, stored: 0 });
  });

  const terms: (keyof ChargeBalance)[] = ['current', 'floor', 'leak', 'spikes', 'refractory', 'stored'];
  it.each(terms)('is not balanced without the term: %s', async (term) => {
    await expect(requireBalance(reference('float64'), { [term]: 0 })).rejects.toThrow();
  });

  it.each([
    'ignores-floor',
    'floor-always-zero',
    'floor-bounces-to-zero',
    'floor-reflects',
    'leaks-to-the-floor',
    'resets-by-subtraction',
    'resets-to-the-floor',
  ])('is not balanced by the mutant: %s', async (name) => {
    const mutant = lifMutants.find((one) => one.name === name) as Implementation;
    await expect(requireBalance(mutant)).rejects.toThrow();
  });
});
