import { describe, expect, it } from 'vitest';
import { voltagesAsTextbook } from '../../properties/neuron/lif-forms.ts';
import type { Case } from '../../src/conformance/judge/case.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { formatVerdictText } from '../../src/report/verdict-text.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { changed, withVoltages } from './changed.ts';
import { casesOf, judged } from './judged.ts';

describe('a verdict on voltages that are 1e-9 too high', () => {
  const raised = changed({ answer: withVoltages((voltage) => voltage + 1e-9) });
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
