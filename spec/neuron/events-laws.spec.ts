import { describe } from 'vitest';
import { eventLaws } from '../../properties/events/events.ts';
import { reference } from '../../src/conformance/reference.ts';
import { holds } from '../holds.ts';

describe.each(['float64', 'float32'] as const)('a network of events in %s', (precision) => {
  for (const law of eventLaws) holds(law, reference(precision));
});
