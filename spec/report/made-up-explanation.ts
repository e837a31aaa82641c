import { versions } from '../../src/base/version.ts';
import { explain, explainFloor } from '../../src/study/explanation/explain.ts';
import type {
  ExplainedStream,
  ExplainedVariation,
  ExplainOutput,
} from '../../src/study/explanation/explanation-schema.ts';
import { explainVariation } from '../../src/study/explanation/variation.ts';
import { someSettings } from '../study/made-up.ts';

const right = (count: number) => Array.from({ length: 50 }, (_, image) => (image < count ? 1 : 0));
const outcome = (count: number, second: number) => ({ right: right(count), spikes: [0.1, second] });
const measured = [
  { rate: outcome(49, 0.04), floored: outcome(49, 0.05), free: outcome(49, 0.05), rescaled: outcome(49, 0.05) },
  { rate: outcome(48, 0.1), floored: outcome(30, 0.2), free: outcome(49, 0.12), rescaled: outcome(49, 0.05) },
].map((ways, index) => ({
  kick: [0.125, 6.25][index],
  amplitude: [0.01, 0.5][index] as number,
  ...ways,
}));
const rescaled = [0.98, 0.97].map((free) => ({ rate: 0.98, floored: 0.98, free }));
const variation = explainVariation(
  { kind: 'layers', name: 'floor in layer 2 only' },
  { floored: right(31), free: null },
  { floored: right(30), free: right(49) },
);
const [synapse, start] = (
  [
    ['synapse', 'synapses of 5 ms between layers', 48],
    ['start', 'initial voltages of 0', 28],
  ] as const
).map(([kind, name, count]) =>
  explainVariation({ kind, name }, { floored: right(count), free: null }, { floored: right(30), free: right(49) }),
) as [ExplainedVariation, ExplainedVariation];
const stream = (minVoltage: number | null, first: number, second: number): ExplainedStream => ({
  minVoltage,
  synapseSeconds: 0,
  rescaled: false,
  accuracy: { first: first / 100, second: second / 100 },
});
const floors = [explainFloor(0, right(30), right(49)), explainFloor(null, right(49), right(49))];

/** An explanation at amplitudes 0.01 and 0.5 with made-up results for 50 images. */
export const madeUpExplanation: ExplainOutput = {
  versions,
  settings: someSettings,
  trainedAmplitude: 0.01,
  ...explain(
    measured,
    { rescaled },
    {
      dropFrom: 0.02,
      neurons: [
        { silent: 0.25, saturated: 0 },
        { silent: 0.5, saturated: 0.125 },
      ],
      highestRateHz: 500,
      withoutSilent: 0.64,
      readouts: [
        { tauSeconds: 0.1, accuracy: 0.6 },
        { tauSeconds: null, accuracy: 0.62 },
        { tauSeconds: 0.01, accuracy: 0.56 },
      ],
      streams: [stream(0, 60, 56), { ...stream(0, 98, 98), rescaled: true }, stream(null, 98, 50)],
      floors,
      variations: [variation, synapse, start],
    },
  ),
  answer: ['Because of the floor.'],
};
