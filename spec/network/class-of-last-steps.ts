import type { FloatArray } from '../../src/base/precision.ts';
import { argmax } from '../../src/simulator/network/dense.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import type { SpikingRun } from '../../src/simulator/network/run.ts';
import { stepLowPass } from '../../src/simulator/synapse/low-pass.ts';

/** The class of an image if its read-out ignores the first steps. */
export function classOfLastSteps({ readout }: SpikingRun, ignoredSteps: number, network: EffectiveNetwork): number {
  let filtered = (readout[0] as FloatArray).map(() => 0);
  for (const values of readout.slice(ignoredSteps, -1))
    filtered = filtered.map((value, label) => stepLowPass(value, values[label] as number, network.lowPass));
  return argmax(filtered);
}
