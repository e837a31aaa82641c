import type { SumGradients } from '../../properties/engine/equality.ts';
import { float32 } from '../../src/base/precision.ts';
import { createGradientAccumulator } from '../../src/engine/gradient-accumulator.ts';
import type { KernelModule } from '../../src/engine/kernel.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { accumulateGradients } from '../../src/simulator/training/gradient.ts';
import { zeroParameters } from '../../src/simulator/training/parameters.ts';

export const sumReadably: SumGradients = (network, amplitude, microBatches, batchSize) =>
  accumulateGradients(network, microBatches, batchSize, { ...tutorialPoint, amplitude });

export const sumWith =
  (module: KernelModule): SumGradients =>
  (network, amplitude, microBatches, batchSize) => {
    const { use, sum } = createGradientAccumulator(network.architecture, amplitude, module);
    use(foldForRates(network, { ...tutorialPoint, amplitude }));
    return microBatches.map((examples) => sum(examples, batchSize, zeroParameters(network, float32)));
  };
