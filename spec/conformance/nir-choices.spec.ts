import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalLeakyIntegrator, legalNir } from '../../properties/arbitraries/legal-nir.ts';
import type { Choice } from '../../src/conformance/choices/choice.ts';
import { nirFieldsOf } from '../../src/conformance/choices/nir.ts';
import { nirMatcher } from '../../src/conformance/choices/nir-match.ts';
import { nirProbes } from '../../src/conformance/choices/nir-probes.ts';
import { simulateNir, typeOf } from '../../src/conformance/choices/nir-run.ts';
import type { NirInput, NirOutput } from '../../src/conformance/implementation.ts';
import { type NirNeuronType, runNir } from '../../src/conformance/nir/neurons.ts';

const right = ({ nodes, inputs, dtSeconds }: NirInput) => runNir(nodes, inputs, dtSeconds);
const deviationsOf = (input: NirInput, answer: NirOutput) =>
  nirMatcher([{ id: 'drawn', input, answer }], 'float64').deviations({});

describe('the definition in the table of NIR', () => {
  it('always gives every number of the reference', () => {
    const graphs = fc.oneof(
      legalNir().map(({ graph }) => graph),
      legalLeakyIntegrator().map(({ graph }) => graph),
    );
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(deviationsOf(graph, right(graph))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the answers of the reference to every probe', () => {
    for (const { input } of nirProbes) {
      const [own, reference] = [simulateNir({}, input), right(input)];
      expect(own.spikes).toEqual(reference.spikes);
      for (const [step, row] of (reference.voltage ?? []).entries())
        for (const [neuron, volts] of row.entries()) expect(own.voltage?.[step]?.[neuron]).toBeCloseTo(volts, 9);
    }
  });
});

const rows = Object.entries(nirFieldsOf).flatMap(([type, fields]) =>
  Object.entries(fields).flatMap(([field, choices]) =>
    Object.entries<Choice>(choices).map(([name, choice]) => ({ type: type as NirNeuronType, field, name, ...choice })),
  ),
);

describe('each choice in the table of NIR', () => {
  const shows = (type: NirNeuronType, field: string, name: string) =>
    nirProbes.some(
      ({ input }) => typeOf(input) === type && deviationsOf(input, simulateNir({ [field]: name }, input)).length > 0,
    );

  it('that is no definition shows in the answer to a probe', () => {
    const hidden = rows.filter(
      ({ status, ...one }) => !['definition', 'equal'].includes(status) && !shows(one.type, one.field, one.name),
    );
    expect(hidden.map(({ type, field, name }) => `${type} ${field} ${name}`)).toEqual([]);
  });

  it('has words that follow its subject', () => {
    expect(rows.map(({ words }) => words).filter((words) => !/^[a-z]+s? /.test(words))).toEqual([]);
  });
});
