import { formatNpy, parseNpy } from '../../src/base/npy.ts';
import type { FloatArray } from '../../src/base/precision.ts';
import { mapParameters } from '../../src/simulator/training/parameters.ts';
import type { Training } from '../../src/simulator/training/train.ts';

/**
 * The state of training after a round trip through files: written array by array, and read by a process that has no
 * other data.
 */
export function throughFiles({ parameters, meanSquare, initialVoltage, ...rest }: Training): Training {
  return {
    ...structuredClone({ architecture: rest.architecture, epoch: rest.epoch }),
    recipe: { ...rest.recipe },
    parameters: mapParameters(parameters, throughFile),
    meanSquare: mapParameters(meanSquare, throughFile),
    initialVoltage: initialVoltage.map(throughFile),
  };
}

function throughFile(values: FloatArray): FloatArray {
  return parseNpy(formatNpy({ data: values, shape: [values.length] }), 'array.npy').data as FloatArray;
}
