import { describe, expect, it } from 'vitest';
import type { PrecisionName } from '../../src/base/precision.ts';
import { askProbes, askStages } from '../../src/conformance/ask-probes.ts';
import { nameOf } from '../../src/conformance/choices/choice.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { diagnose } from '../../src/conformance/choices/diagnose.ts';
import {
  type Diagnosis,
  type StagesDiagnosis,
  stagesDiagnosisSchema,
} from '../../src/conformance/choices/diagnosis.ts';
import { networkProbes } from '../../src/conformance/choices/network-probes.ts';
import { runNetwork } from '../../src/conformance/choices/network-run.ts';
import { type AskedNetwork, networkStages } from '../../src/conformance/choices/network-stages.ts';
import { anyForm } from '../../src/conformance/choices/neuron.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { diagnoseStages } from '../../src/conformance/choices/stages.ts';
import { networkOf, simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeSlow } from '../slow.ts';

type Network = NonNullable<Implementation['network']>;

interface Asking {
  readonly precision?: PrecisionName;
  readonly conventions?: Conventions;
  readonly neuron?: Implementation['neuron'];
}

/** What the answers of networks to the probes tell. */
async function diagnosisOf(
  network: Network,
  { precision = 'float64', conventions = nengoConventions, neuron }: Asking = {},
): Promise<StagesDiagnosis> {
  const program: Implementation = { name: 'one', precision, network, ...(neuron && { neuron }) };
  const judgedBy = { precision, conventions };
  const ofNeurons = neuron && diagnose(await askProbes(program), judgedBy);
  return diagnoseStages(networkStages, (await askStages(program, 'network')) as AskedNetwork[], [], {
    judgedBy,
    ofNeurons,
  });
}

/** Networks that record nothing. */
const unrecorded =
  (network: Network): Network =>
  async (input) => {
    const { probed: _, ...answer } = await network(input);
    return answer;
  };

const namesIn = ({ sets }: StagesDiagnosis) => sets.map(({ choices }) => nameOf(choices));
const differencesIn = ({ sets }: StagesDiagnosis) =>
  sets[0]?.differences.map(({ field, choice }) => `${field}=${choice}`);

describe('the diagnosis of a network', () => {
  it.each(['float64', 'float32'] as const)(
    'says that the reference follows the definition, in %s',
    async (precision) => {
      const { network } = reference(precision) as Required<Implementation>;
      for (const asked of [network, unrecorded(network)]) {
        const found = await diagnosisOf(asked, { precision });
        expect(found).toMatchObject({ outcome: 'explained', sets: [{ choices: {}, differences: [] }] });
        expect(found).not.toHaveProperty('shownBy');
        expect(stagesDiagnosisSchema.parse(found)).toEqual(found);
      }
    },
  );

  it('names a mistake, with the smallest input that shows it and both numbers', async () => {
    const found = await diagnosisOf(networkOf({ kernel: 'transposed' }));
    expect(found.sets[0]?.differences).toMatchObject([{ field: 'kernel', words: 'transposes every kernel' }]);
    expect(found.shownBy).toMatchObject({ request: 'two-channels', where: 'current of layer 1 in step 0, neuron 0' });
    const { input } = networkProbes.find(({ id }) => id === 'two-channels') as (typeof networkProbes)[number];
    const [expected, got] = [{}, { kernel: 'transposed' }].map(
      (chosen) => runNetwork(chosen, input).probed?.[0]?.[0]?.[0],
    );
    expect(found.shownBy).toMatchObject({ expected: String(expected), got: String(got) });
  });

  it('names two mistakes at once', async () => {
    const chosen = { kernel: 'rotated', readoutBias: 'none' };
    expect(namesIn(await diagnosisOf(networkOf(chosen)))).toEqual([nameOf(chosen)]);
  });

  it('names a mistake with a number of its own in the neurons, which only recordings show', async () => {
    const chosen = { threshold: '0.95', flattening: 'channel-row-column' };
    expect(namesIn(await diagnosisOf(networkOf(chosen)))).toContain(nameOf(chosen));
  });

  it('does not repeat a mistake that the neurons make by themselves', async () => {
    const [ofNeurons, ofNetwork] = [{ refractoryExtra: 'one-step-more' }, { kernelBias: 'none' }];
    const { neuron } = simulatorOf(ofNeurons);
    expect(differencesIn(await diagnosisOf(networkOf(ofNeurons), { neuron }))).toEqual([]);
    const both = await diagnosisOf(networkOf({ ...ofNeurons, ...ofNetwork }), { neuron });
    expect(differencesIn(both)).toEqual(['kernelBias=none']);
  });

  it('names nothing where no set of choices gives every answer', async () => {
    const { network } = reference() as Required<Implementation>;
    const odd: Network = async (input: NetworkInput): Promise<NetworkOutput> => {
      const answer = await network(input);
      return {
        ...answer,
        readout: answer.readout.map((row) => row.map((value, label) => value + 0.01 * label * row.length)),
      };
    };
    const found = await diagnosisOf(odd);
    expect(found).toMatchObject({ outcome: 'unexplained', sets: [], shownBy: { request: 'one-neuron' } });
    expect(found).toMatchObject({ relation: 'read-out: differs from class 1 on' });
    expect(found).not.toHaveProperty('common');
  });

  it('says what the requests have in common that nothing explains, even if recorded spikes are no counts', async () => {
    const { network } = reference() as Required<Implementation>;
    const odd: Network = async (input) => {
      const answer = await network(input);
      const isOdd = input.architecture.hidden.some(({ padding = 0 }) => padding > 0);
      const change = (value: number) => (isOdd ? -1.5 * value - 0.5 : value);
      return { ...answer, probed: answer.probed?.map((rows) => rows.map((row) => row.map(change))) ?? [] };
    };
    const found = await diagnosisOf(odd);
    expect(found).toMatchObject({ outcome: 'unexplained', common: 'only with padding' });
  });

  it('names nothing that explains a wrong count only by leaving it to rounding', async () => {
    const { network } = reference() as Required<Implementation>;
    const saturating: Network = async (input) => {
      const answer = await network(input);
      return { ...answer, spikeCounts: answer.spikeCounts.map((row) => row.map((count) => Math.min(count, 255))) };
    };
    for (const asked of [saturating, unrecorded(saturating)])
      expect(await diagnosisOf(asked)).toMatchObject({ outcome: 'unexplained', sets: [] });
  });

  it('tells a count of a layer in 8 bits from counts of its neurons', async () => {
    for (const counts of ['layer-in-a-byte', 'neurons-in-a-byte'])
      expect(namesIn(await diagnosisOf(unrecorded(networkOf({ counts }))))).toEqual([nameOf({ counts })]);
  });

  it('is not asked if every request is refused, or if the neurons are not explained', async () => {
    const refusing: Network = () => {
      throw new Error('not supported');
    };
    expect(await diagnosisOf(refusing)).toMatchObject({ outcome: 'not asked' });
    const { network } = reference() as Required<Implementation>;
    const asked = (await askStages({ name: 'one', precision: 'float64', network }, 'network')) as AskedNetwork[];
    const judgedBy = { precision: 'float64', conventions: nengoConventions } as const;
    const ofNeurons = { outcome: 'unexplained' } as Diagnosis;
    expect(diagnoseStages(networkStages, asked, [], { judgedBy, ofNeurons })).toMatchObject({ outcome: 'not asked' });
  });
});

/** Three ways to step a neuron: exactly with fractions of a step, exactly with whole steps, by Euler without rest. */
const chosenProfiles = profiles.filter(({ id }) => ['nengo', 'nest', 'norse-box'].includes(id));

describe('a network of three simulators without a mistake', () => {
  it('is told none, with and without recordings', async () => {
    for (const [index, { conventions }] of chosenProfiles.entries())
      for (const precision of ['float64', 'float32'] as const) {
        const { network } = simulatorOf({ ...conventions, form: anyForm[index] as string }, precision);
        for (const asked of [network, unrecorded(network)]) {
          const found = await diagnosisOf(asked, { precision, conventions });
          expect(found).toMatchObject({ outcome: 'explained', sets: [{ differences: [] }] });
        }
      }
  });
});

describeSlow('a network of any simulator without a mistake', () => {
  it('is told none, in any form and precision', async () => {
    // the reference holds at most 255 spikes of a neuron in a step of a network
    for (const { conventions } of profiles.filter((one) => one.conventions.spikesPerStep === 'one'))
      for (const form of anyForm)
        for (const precision of ['float64', 'float32'] as const) {
          const { network } = simulatorOf({ ...conventions, form }, precision);
          for (const asked of [network, unrecorded(network)]) {
            const found = await diagnosisOf(asked, { precision, conventions });
            expect(found.sets[0]?.differences, `${form} ${precision}`).toEqual([]);
          }
        }
  });
});
