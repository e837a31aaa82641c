import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legalSynapse } from '../../../properties/arbitraries/legal-synapse.ts';
import { legalTraining } from '../../../properties/arbitraries/legal-training.ts';
import { lifInput } from '../../../properties/arbitraries/lif.ts';
import { smallNetwork } from '../../../properties/arbitraries/network.ts';
import { drivenNode, requestOf } from '../../../properties/arbitraries/nir.ts';
import { legalSeeded } from '../../../properties/arbitraries/seeded.ts';
import { tunedNeurons } from '../../../properties/arbitraries/tuning.ts';
import { probesOf } from '../../../properties/network/observation.ts';
import { versions } from '../../../src/base/version.ts';
import type { Implementation, NeuronInput } from '../../../src/conformance/implementation.ts';
import { type Connection, connect } from '../../../src/conformance/protocol/driver/connect.ts';
import { capabilityNames } from '../../../src/conformance/protocol/protocol.ts';
import { servedLimits } from '../../../src/conformance/protocol/size-limits.ts';
import { reference } from '../../../src/conformance/reference.ts';
import { messagesIn, serve } from '../../cli/command-line.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const inputs = {
  neuron: lifInput(),
  tuning: tunedNeurons(),
  synapse: legalSynapse(),
  network: smallNetwork().map((input) => ({ ...input, probes: probesOf(input) })),
  seeded: legalSeeded(),
  nir: drivenNode('CubaLIF').map(({ node, drive }) => requestOf(node, drive)),
  training: legalTraining(),
};

const inProcess = reference('float32');
let connection: Connection;

/** Passes messages on, and writes them to files. */
const folder = temporaryFolder(afterAll);
const recording = ['sh', '-c', 'tee "$0.sent" | "$@" | tee "$0.received"', join(folder, 'messages')];
const recorded = (name: string) => messagesIn(readFileSync(join(folder, `messages.${name}`), 'utf8'));

beforeAll(async () => {
  connection = await connect([...recording, ...serve, '--precision', 'float32']);
});
afterAll(() => connection.close());

describe('the reference behind the protocol', () => {
  const remote = () => connection.implementation;

  it('describes itself', () => {
    expect(connection.description).toEqual({
      ...{ id: 0, protocol: versions.protocol, capabilities: capabilityNames, precision: inProcess.precision },
      implementation: { name: inProcess.name, version: versions.lifspec, language: 'TypeScript' },
      ...{ limits: servedLimits, refuses: true },
    });
  });

  it.each(capabilityNames)('returns the same bits as in process: %s', async (capability) => {
    const ask = async (implementation: Implementation, input: unknown) => ({
      ...(await implementation[capability]?.(input as never)),
      state: undefined, // opaque
    });
    const property = fc.asyncProperty(inputs[capability] as fc.Arbitrary<unknown>, async (input) => {
      expect(await ask(remote(), input)).toEqual(await ask(inProcess, input));
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it('continues from a state that was sent over the wire', async () => {
    const { neuron } = remote();
    const property = fc.asyncProperty(lifInput(), fc.nat({ max: 40 }), async (input, cut) => {
      const first = await neuron?.({ ...input, current: input.current.slice(0, cut) });
      const second = await neuron?.({ ...input, current: input.current.slice(cut), state: first?.state });
      expect([...(first?.voltage ?? []), ...(second?.voltage ?? [])]).toEqual((await neuron?.(input))?.voltage);
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it.each<[string, Partial<NeuronInput>]>([
    ['a negative time constant', { tauRcSeconds: -1 }],
    ['a time constant of NaN', { tauRcSeconds: Number.NaN }],
    ['an infinite step', { dtSeconds: Number.POSITIVE_INFINITY }],
    ['an initial voltage above 1', { initialVoltage: [1.5] }],
    ['an infinite current', { current: [[Number.NEGATIVE_INFINITY]], initialVoltage: [0] }],
  ])('refuses with the same message as in process: %s', async (_, changed) => {
    const [input] = fc.sample(lifInput(), { numRuns: 1, seed: 1 }) as [NeuronInput];
    const ask = async ({ neuron }: Implementation) => neuron?.({ ...input, ...changed });
    const refusal = await ask(inProcess).catch((error) => error);
    expect(refusal).toBeInstanceOf(RangeError);
    await expect(ask(remote())).rejects.toThrow(refusal);
  });
});

describe('the messages in these tests', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const validators: Record<string, ValidateFunction> = {};
  const fits = (name: string, message: unknown) => {
    const read = () => JSON.parse(readFileSync(`dist/schemas/protocol/${name}.schema.json`, 'utf8'));
    validators[name] ??= ajv.compile(read());
    const validate = validators[name];
    return validate(message) ? [] : [{ name, errors: validate.errors, message }];
  };

  it('match the published schemas', () => {
    const asked = new Map<unknown, string>();
    const sent = recorded('sent').flatMap((message) => {
      const { id, command, capability, input } = message;
      asked.set(id, capability);
      return [...fits(`${command}-request`, message), ...(input ? fits(`${capability}-input`, input) : [])];
    });
    const received = recorded('received').flatMap((message) => {
      const { id, output, implementation } = message;
      const ofOutput = output === undefined ? [] : fits(`${asked.get(id)}-output`, output);
      return [...fits(implementation ? 'start-answer' : 'run-answer', message), ...ofOutput];
    });
    expect(asked.size).toBeGreaterThan(20);
    expect([...sent, ...received]).toEqual([]);
  });
});
