import { describe } from 'vitest';
import { lifLawsBySubject } from '../../properties/neuron/lif.ts';
import { holds } from '../holds.ts';

for (const [subject, laws] of Object.entries(lifLawsBySubject)) {
  describe(`a LIF neuron ${subject}`, () => {
    for (const law of laws) holds(law);
  });
}
