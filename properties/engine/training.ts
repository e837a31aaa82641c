import fc from 'fast-check';
import type { Network } from '../../src/simulator/network/network.ts';
import type { Example, MicroBatch } from '../../src/simulator/training/gradient.ts';
import { type NetworkCase, networkCase } from '../arbitraries/network-case.ts';
import { requireEqual } from './equality.ts';

/** Sums the gradients of images in float32: the engine, a mutant of it, or the readable code. */
export type SumGradients = (
  network: Network,
  amplitude: number,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
) => readonly MicroBatch[];

/** Compares gradients, losses and the numbers of correct images. */
export const sameGradients: {
  readonly statement: string;
  readonly property: (engine: SumGradients, readable: SumGradients) => fc.IProperty<unknown>;
} = {
  statement: 'always gives the gradients of the readable code, bit for bit, whatever images it ran before',
  property: (engine, readable) =>
    fc.property(networkCase().filter(isUnpadded), ({ network, forRates, images }) => {
      const { classes } = network.architecture;
      const examples = images.map((image, index): Example => ({ image, label: (index * 7 + 1) % classes }));
      const microBatches = [examples, examples.toReversed()];
      const { amplitude } = forRates.point;
      const batchSize = 2 * examples.length;
      requireEqual(
        sameGradients,
        readable(network, amplitude, microBatches, batchSize),
        engine(network, amplitude, microBatches, batchSize),
      );
    }),
};

/** The engine trains without padding. */
const isUnpadded = ({ network: { architecture } }: NetworkCase) =>
  architecture.hidden.every(({ padding = 0 }) => padding === 0);
