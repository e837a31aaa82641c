import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifControls } from '../properties/controls/lif.ts';
import { networkControls } from '../properties/controls/network.ts';
import { nirControls } from '../properties/controls/nir.ts';
import { tuningControls } from '../properties/controls/tuning.ts';
import { variantControls } from '../properties/controls/variants.ts';
import { isApplicable, type Law } from '../properties/index.ts';
import { laws } from '../properties/laws.ts';
import { classifiesDigitsAsNengoDl } from '../properties/network/digits.ts';
import { exploration } from '../properties/runs.ts';
import type { Implementation } from '../src/conformance/implementation.ts';
import { type Exploration, explorationOf } from '../src/conformance/law.ts';
import { reference } from '../src/conformance/reference.ts';
import { describeSlow, sampleOf } from './slow.ts';

/** A thousand seeds that were not used while the laws were written, or a sample of ten. */
const seeds = sampleOf(
  Array.from({ length: 1000 }, (_, index) => 1_000_000 + index),
  100,
);

/** The reference's neurons, which some controls have, are left out. */
const { neuron: _, ...inFloat32 } = reference('float32');
const controls: readonly Implementation[] = [
  // the last one is a whole simulator, whose other capabilities follow
  ...lifControls.map(({ name, precision, neuron }) => ({ name, precision, ...(neuron && { neuron }) })),
  inFloat32,
  ...tuningControls,
  ...nirControls,
  ...variantControls,
  ...networkControls.map(({ name, precision, network }) => ({ name, precision, ...(network && { network }) })),
];

/**
 * One input per law, and more for the differential laws: a law that breaks on half of the inputs of five controls is found
 * with a probability of 97 %. Rare false alarms are looked for below, with 1,000 seeds, as are those of laws whose single
 * input takes half a second.
 */
const fewInputs = { ...exploration(process.env), numRuns: Number(process.env.FC_RUNS ?? 1) };
const quickLaws = laws.filter((law) => law.mostRuns !== 1 && law !== classifiesDigitsAsNengoDl);

/** The answers of the reference are changed in the same ways in both precisions. */
const quickControls = controls.filter(({ name }) => !/^(lists|answers|copies|returns) .* float32$/.test(name));

describe('a correct simulator that computes in another way breaks no law', () => {
  it.each(quickControls)('$name', async (control) => {
    const broken: string[] = [];
    for (const law of quickLaws) if (await breaks(law, control, fewInputs)) broken.push(law.id);
    expect(broken).toEqual([]);
  });
});

describeSlow('a correct simulator that computes in another way', { timeout: 1_800_000 }, () => {
  it.each(controls)('breaks no law with any of many seeds: $name', async (control) => {
    const alarms: string[] = [];
    for (const law of laws.filter((one) => isApplicable(one, control))) alarms.push(...(await alarmsOf(law, control)));
    expect(alarms).toEqual([]);
  });
});

/** One input per seed. Laws whose inputs are large, such as digits, are tried with fewer seeds. */
async function alarmsOf(law: Law, control: Implementation): Promise<string[]> {
  const alarms: string[] = [];
  for (const seed of seeds.slice(0, law.mostRuns)) {
    const { failed, errorInstance } = await fc.check(law.property(control), { seed, numRuns: 1, endOnFailure: true });
    if (failed) alarms.push(`${law.id}, FC_SEED=${seed}: ${errorInstance}`);
  }
  return alarms;
}

/** Whether an implementation breaks a law. It cannot break a law that is not applicable. */
async function breaks(law: Law, implementation: Implementation, among: Exploration): Promise<boolean> {
  if (!isApplicable(law, implementation)) return false;
  const { failed } = await fc.check(law.property(implementation), {
    ...explorationOf(law, among),
    endOnFailure: true,
  });
  return failed;
}
