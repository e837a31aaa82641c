import { versions } from '../../src/base/version.ts';
import { explain, explainFloor } from '../../src/study/explanation/explain.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { explainVariation } from '../../src/study/explanation/variation.ts';
import { someSettings } from '../study/made-up.ts';

const right = (count: number) => Array.from({ length: 50 }, (_, image) => (image < count ? 1 : 0));
const outcome = (count: number, second: number) => ({ right: right(count), spikes: [0.1, second] });
const measured = [
  { rate: outcome(49, 0.04), floored: outcome(49, 0.05), free: outcome(49, 0.05), rescaled: outcome(49, 0.05) },
  { rate: outcome(48, 0.1), floored: outcome(30, 0.2), free: outcome(49, 0.12), rescaled: outcome(49, 0.05) },
].map((ways, index) => ({
  amplitude: [0.01, 0.5][index] as number,
  ...ways,
}));
const rescaled = [0.98, 0.97].map((free) => ({ rate: 0.98, floored: 0.98, free }));
const variation = explainVariation(
  { kind: 'layers', name: 'floor in layer 2 only' },
  { floored: right(31), free: null },
  { floored: right(30), free: right(49) },
);
const floors = [explainFloor(0, right(30), right(49)), explainFloor(null, right(49), right(49))];

/** An explanation at amplitudes 0.01 and 0.5 with made-up results for 50 images. */
export const madeUpExplanation: ExplainOutput = {
  versions,
  settings: someSettings,
  trainedAmplitude: 0.01,
  ...explain(measured, { rescaled }, floors, [variation]),
  answer: ['Because of the floor.'],
};
