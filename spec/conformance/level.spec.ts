import { expect, it } from 'vitest';
import { worstLevel } from '../../src/conformance/level.ts';

it('the level of several cases is the lowest, or none without cases', () => {
  expect(worstLevel(['bits', 'none', 'steps'])).toBe('none');
  expect(worstLevel(['bits', 'steps'])).toBe('steps');
  expect(worstLevel([])).toBe('none');
});
