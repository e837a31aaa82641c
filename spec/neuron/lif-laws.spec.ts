import { describe } from 'vitest';
import { lifLawsByTopic } from '../../properties/neuron/lif.ts';
import { holds } from '../holds.ts';

for (const [topic, laws] of Object.entries(lifLawsByTopic)) {
  describe(`a LIF neuron ${topic}`, () => {
    for (const law of laws) holds(law);
  });
}
