import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifInput } from '../../../properties/arbitraries/lif.ts';
import { smallNetwork } from '../../../properties/arbitraries/network.ts';
import { seededNeurons } from '../../../properties/arbitraries/seeded.ts';
import { filteredSignal } from '../../../properties/arbitraries/signal.ts';
import { course } from '../../../properties/arbitraries/training.ts';
import { tunedNeurons } from '../../../properties/arbitraries/tuning.ts';
import { mutants } from '../../../properties/mutants/index.ts';
import { probesOf } from '../../../properties/network/observation.ts';
import { versions } from '../../../src/base/version.ts';
import type { Implementation, NeuronInput, TrainingInput } from '../../../src/conformance/implementation.ts';
import { type Connection, connect } from '../../../src/conformance/protocol/driver/connect.ts';
import type { TranscriptEntry } from '../../../src/conformance/protocol/driver/options.ts';
import { capabilityNames } from '../../../src/conformance/protocol/protocol.ts';
import { reference } from '../../../src/conformance/reference.ts';
import { expectRefusal, serve } from '../../cli/command-line.ts';

/** Inputs of every capability. */
const inputs = {
  neuron: lifInput(),
  tuning: tunedNeurons(),
  synapse: filteredSignal(),
  network: smallNetwork().map((input) => ({ ...input, probes: probesOf(input) })),
  seeded: seededNeurons(),
  training: course([2, 6]).map(({ architecture, examples, recipe: { seed, amplitude, batchSize } }): TrainingInput => {
    const [images, labels] = [examples.map(({ image }) => image), examples.map(({ label }) => label)];
    const rest = { epochs: 1, minVoltage: null, steps: 5, dtSeconds: 0.001 };
    return { architecture, seed, amplitude, batchSize, images, labels, ...rest };
  }),
};

const transcript: TranscriptEntry[] = [];

const served: Record<string, Connection> = {};

beforeAll(async () => {
  const words = { float64: [], float32: ['--precision', 'float32'], mutant: ['--mutant', 'starts-at-zero'] };
  for (const [name, more] of Object.entries(words)) {
    served[name] = await connect([...serve, ...more], {}, (entry) => transcript.push(entry));
  }
});

afterAll(async () => {
  for (const { close } of Object.values(served)) await close();
});

function servedAs(name: 'float64' | 'float32' | 'mutant'): Connection {
  return served[name] as Connection;
}

/** States are opaque. */
function withoutState(output: unknown): unknown {
  const { state, ...rest } = output as { state?: unknown };
  return rest;
}

describe.each(['float64', 'float32'] as const)('the reference behind the protocol, in %s', (precision) => {
  it.each(capabilityNames)('returns the same bits as in process: %s', async (name) => {
    const ask = async (implementation: Implementation, input: unknown) => implementation[name]?.(input as never);
    const property = fc.asyncProperty(inputs[name] as fc.Arbitrary<unknown>, async (input) => {
      const expected = await ask(reference(precision), input);
      expect(withoutState(await ask(servedAs(precision).implementation, input))).toEqual(withoutState(expected));
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it('continues from a state that was sent over the wire', async () => {
    const { neuron } = servedAs(precision).implementation;
    const property = fc.asyncProperty(lifInput(), fc.nat({ max: 40 }), async (input, cut) => {
      const first = await neuron?.({ ...input, current: input.current.slice(0, cut) });
      const second = await neuron?.({ ...input, current: input.current.slice(cut), state: first?.state });
      expect([...(first?.voltage ?? []), ...(second?.voltage ?? [])]).toEqual((await neuron?.(input))?.voltage);
    });
    await fc.assert(property, { numRuns: 10 });
  });
});

describe('the reference behind the protocol', () => {
  it('refuses with the same messages as in process, including NaN and infinities', async () => {
    const [input] = fc.sample(lifInput(), { numRuns: 1, seed: 1 }) as [NeuronInput];
    const forbidden: Partial<NeuronInput>[] = [
      { tauRcSeconds: -1 },
      { tauRcSeconds: Number.NaN },
      { dtSeconds: Number.POSITIVE_INFINITY },
      { initialVoltage: [1.5] },
      { current: [[Number.NEGATIVE_INFINITY]], initialVoltage: [0] },
    ];
    const ask = async ({ neuron }: Implementation, changed: Partial<NeuronInput>) => neuron?.({ ...input, ...changed });
    for (const changed of forbidden) {
      const refusal = await ask(reference(), changed).catch((error) => error);
      expect(refusal).toBeInstanceOf(RangeError);
      await expect(ask(servedAs('float64').implementation, changed)).rejects.toThrow(refusal);
    }
  });

  it('describes itself', () => {
    expect(servedAs('float64').description).toEqual({
      id: 0,
      protocol: versions.protocol,
      implementation: { name: 'lifspec reference, float64', version: versions.lifspec, language: 'TypeScript' },
      capabilities: ['neuron', 'tuning', 'synapse', 'network', 'seeded', 'training'],
      precision: 'float64',
    });
  });
});

describe('a mutant behind the protocol', () => {
  it('answers as in process, and supports only the capabilities that it gets wrong', async () => {
    const { implementation } = servedAs('mutant');
    const mutant = mutants.find(({ name }) => name === 'starts-at-zero');
    const property = fc.asyncProperty(lifInput(), async (input) => {
      const expected = withoutState(await mutant?.neuron?.(input));
      expect(withoutState(await implementation.neuron?.(input))).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 10 });
    expect(implementation.tuning).toBeUndefined();
  });

  it('must exist', () =>
    expectRefusal('serve --mutant none-such', '--mutant none-such: must be one of fires-at-threshold, '));
});

describe('the messages in these tests', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const validators: Record<string, ValidateFunction> = {};
  const fits = (name: string, message: unknown) => {
    const read = () => JSON.parse(readFileSync(`fixtures/schemas/protocol/${name}.schema.json`, 'utf8'));
    validators[name] ??= ajv.compile(read());
    const validate = validators[name];
    return validate(message) ? [] : [{ name, errors: validate.errors, message }];
  };

  it('match the published schemas', () => {
    const asked = new Map<unknown, string>();
    const misfits = transcript.flatMap((entry) => {
      if ('sent' in entry) {
        const { id, command, capability, input } = JSON.parse(entry.sent);
        asked.set(id, capability);
        const ofInput = command === 'run' ? fits(`${capability}-input`, input) : [];
        return [...fits(`${command}-request`, JSON.parse(entry.sent)), ...ofInput];
      }
      if (!('received' in entry)) return [];
      const { id, output, implementation } = JSON.parse(entry.received);
      const ofOutput = output === undefined ? [] : fits(`${asked.get(id)}-output`, output);
      return [...fits(implementation ? 'start-answer' : 'run-answer', JSON.parse(entry.received)), ...ofOutput];
    });
    expect(transcript.length).toBeGreaterThan(200);
    expect(misfits).toEqual([]);
  });
});
