import { describe } from 'vitest';
import { amplitudeLaws } from '../../properties/network/amplitude.ts';
import { independenceLaws } from '../../properties/network/independence.ts';
import { layerLaws } from '../../properties/network/layers.ts';
import { readOutLaws } from '../../properties/network/read-out.ts';
import { networkRefusalLaws } from '../../properties/network/refusal.ts';
import { holds } from '../holds.ts';
import { implementationInFloat32, implementationUnderTest } from '../implementation.ts';

const laws = [...networkRefusalLaws, ...layerLaws, ...readOutLaws, ...amplitudeLaws, ...independenceLaws];

describe.each([implementationUnderTest, implementationInFloat32])(
  'a network of LIF neurons, $precision',
  (implementation) => {
    for (const law of laws) holds(law, implementation);
  },
);
