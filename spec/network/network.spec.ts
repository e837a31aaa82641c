import { describe } from 'vitest';
import { amplitudeLaws } from '../../properties/network/amplitude.ts';
import { independenceLaws } from '../../properties/network/independence.ts';
import { layerLaws } from '../../properties/network/layers.ts';
import { readOutLaws } from '../../properties/network/read-out.ts';
import { refusesWhatIsNoNetwork } from '../../properties/network/refusal.ts';
import { holds } from '../holds.ts';

const laws = [refusesWhatIsNoNetwork, ...layerLaws, ...readOutLaws, ...amplitudeLaws, ...independenceLaws];

// spec/controls.spec.ts runs them in float32
describe('a network of LIF neurons', () => {
  for (const law of laws) holds(law);
});
