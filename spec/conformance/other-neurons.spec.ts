import { expect, it } from 'vitest';
import { otherNeurons } from '../../properties/mutants/other-neurons.ts';
import { outsiders, withoutVoltages } from '../../properties/mutants/outsiders.ts';
import { fingerprint } from '../../src/conformance/conventions/fingerprint.ts';
import { neverFires } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { describeSlow } from '../slow.ts';

describeSlow('the fingerprint among all conventions', () => {
  it.each([...otherNeurons, ...outsiders()].map((neuron) => [neuron.difference, neuron] as const))(
    'does not exist for a neuron that %s, with or without voltages',
    async (_, outsider) => {
      for (const neuron of [outsider, withoutVoltages(outsider)]) {
        const found = await fingerprint(neuron);
        expect(found).toMatchObject({ outcome: 'outside', conventions: null, like: [] });
        if (found.words !== neverFires) expect(found.nearest?.deviation).toMatchObject({ probe: expect.any(String) });
      }
    },
  );
});
