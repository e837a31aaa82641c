import { describe, expect, it } from 'vitest';
import { voltagesAsTextbook } from '../../properties/neuron/lif-forms.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import type { Case } from '../../src/conformance/judge/case.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { formatVerdictText } from '../../src/report/verdict-text.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { casesOf, judged, right } from './judged.ts';

/** The reference, with voltages that are 1e-9 too high. */
const raised: Implementation = {
  ...right,
  neuron: async (input: NeuronInput) => {
    const output = (await right.neuron?.(input)) as Awaited<ReturnType<NonNullable<Implementation['neuron']>>>;
    return { ...output, voltage: output.voltage?.map((row) => row.map((one) => one + 1e-9)) ?? [] };
  },
};

describe('a verdict on voltages that are 1e-9 too high', () => {
  const textOf = async (...cases: Case[]) => formatVerdictText(await judged(raised, { cases }));

  it('says how far off a voltage of a vector may be', async () => {
    const vector = publishedVectors().find(({ id }) => id === 'neuron/lif/amplitude-0.5');
    const text = await textOf(vectorCase(vector as NonNullable<typeof vector>));
    expect(text).toMatch(/first difference: voltage, step 0, neuron 0 \(allowed: \d\.\de-1\d\)/);
  });

  it('says how far off a voltage of a law may be', async () => {
    expect(await textOf(...casesOf([voltagesAsTextbook]))).toMatch(
      /expected .*voltage \S+ ± \d\.\de-1\d after step \d+/,
    );
  });
});
