import type { Implementation } from '../src/conformance/implementation.ts';
import { reference } from '../src/conformance/reference.ts';

/** The implementation under test. Change this line to test another simulator. */
export const implementationUnderTest: Implementation = reference('float64');

/** The implementation under test in float32, the precision of the tutorial network. */
export const implementationInFloat32: Implementation = reference('float32');
