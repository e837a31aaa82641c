import fc from 'fast-check';
import { type Law, offered } from '../law.ts';
import { requireThat, SpikeTrain } from '../refutation.ts';

/** The threshold itself is not enough. */
export const silentAtCurrentOne: Law = {
  id: 'lif/silent-at-current-one',
  claim: 'C3',
  statement: 'never fires at a current of exactly one',
  needs: ['neuron'],
  property: (implementation) =>
    fc.asyncProperty(fc.integer({ min: 0, max: 16 }), async (sixteenths) => {
      const steps = 200;
      const { spikes } = await offered(
        implementation,
        'neuron',
      )({
        dtSeconds: 0.001,
        tauRcSeconds: 0.02,
        tauRefSeconds: 0.002,
        amplitude: 1,
        minVoltage: 0,
        initialVoltage: [sixteenths / 16],
        current: Array.from({ length: steps }, () => [1]),
      });
      const train = spikes[0] ?? [];
      requireThat(train.length === 0, silentAtCurrentOne.claim, silentAtCurrentOne.statement, () => ({
        expected: new SpikeTrain([], steps),
        got: new SpikeTrain(train, steps),
      }));
    }),
};

export const lifLaws: readonly Law[] = [silentAtCurrentOne];
