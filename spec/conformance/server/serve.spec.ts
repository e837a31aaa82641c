import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalEvents } from '../../../properties/arbitraries/legal-events.ts';
import { smallNetwork } from '../../../properties/arbitraries/legal-network.ts';
import { legalSynapse } from '../../../properties/arbitraries/legal-synapse.ts';
import { legalTraining } from '../../../properties/arbitraries/legal-training.ts';
import { legalTuning } from '../../../properties/arbitraries/legal-tuning.ts';
import { lifInput } from '../../../properties/arbitraries/lif.ts';
import { drivenNode, requestOf } from '../../../properties/arbitraries/nir.ts';
import { legalSeeded } from '../../../properties/arbitraries/seeded.ts';
import { mutants } from '../../../properties/mutants/index.ts';
import { probesOf } from '../../../properties/network/observation.ts';
import { exportedNetwork } from '../../../properties/nir/export.ts';
import { Refusal } from '../../../src/base/requirement.ts';
import type { Implementation, NeuronInput } from '../../../src/conformance/implementation.ts';
import { requireProtocol } from '../../../src/conformance/judge/first-requests.ts';
import { capabilityNames } from '../../../src/conformance/protocol/protocol.ts';
import { reference } from '../../../src/conformance/reference.ts';
import { publishedVectors } from '../../../src/vectors.ts';
import { describeSlow } from '../../slow.ts';
import { behindProtocol } from '../behind-protocol.ts';

const inputs = {
  neuron: lifInput(),
  tuning: legalTuning(),
  synapse: legalSynapse(),
  network: smallNetwork().map((input) => ({ ...input, probes: probesOf(input) })),
  seeded: legalSeeded(),
  nir: drivenNode('CubaLIF').map(({ node, drive }) => requestOf(node, drive)),
  nir_export: exportedNetwork(),
  training: legalTraining(),
  events: legalEvents(),
};

const inProcess = reference('float32');

// biome-ignore lint/suspicious/noExplicitAny: messages of any kind
const exchanges: (readonly [request: any, answer: any])[] = [];
const remote = behindProtocol(inProcess, (request, answer) =>
  exchanges.push([JSON.parse(request), JSON.parse(answer)]),
);

describe('the reference behind the protocol', () => {
  it.each(capabilityNames)('returns the same bits as in process: %s', async (capability) => {
    const ask = async (implementation: Implementation, input: unknown) => ({
      ...(await implementation[capability]?.(input as never)),
      state: undefined, // opaque
    });
    const property = fc.asyncProperty(inputs[capability] as fc.Arbitrary<unknown>, async (input) => {
      expect(await ask(remote, input)).toEqual(await ask(inProcess, input));
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it('continues from a state that was sent over the wire', async () => {
    const { neuron } = remote;
    const property = fc.asyncProperty(lifInput(), fc.nat({ max: 40 }), async (input, cut) => {
      const first = await neuron?.({ ...input, current: input.current.slice(0, cut) });
      const second = await neuron?.({ ...input, current: input.current.slice(cut), state: first?.state });
      expect([...(first?.voltage ?? []), ...(second?.voltage ?? [])]).toEqual((await neuron?.(input))?.voltage);
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it.each<[string, Partial<NeuronInput>]>([
    ['a time constant of NaN', { tauRcSeconds: Number.NaN }],
    ['an infinite step', { dtSeconds: Number.POSITIVE_INFINITY }],
    ['an infinite current', { current: [[Number.NEGATIVE_INFINITY]], initialVoltage: [0] }],
  ])('refuses with the same message as in process: %s', async (_, changed) => {
    const [input] = fc.sample(lifInput(), { numRuns: 1, seed: 1 }) as [NeuronInput];
    const ask = async ({ neuron }: Implementation) => neuron?.({ ...input, ...changed });
    const refusal = await ask(inProcess).catch((error) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    await expect(ask(remote)).rejects.toThrow(refusal);
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
    const flaws = exchanges.flatMap(([request, answer]) => [
      ...fits('run-request', request),
      ...fits(`${request.capability}-input`, request.input),
      ...fits('run-answer', answer),
      ...(answer.output ? fits(`${request.capability}-output`, answer.output) : []),
    ]);
    expect(exchanges.length).toBeGreaterThan(20);
    expect(flaws).toEqual([]);
  });
});

/** Mutants whose answers break the protocol. */
const misspoken = [
  ...['tells-the-last-spike-first', 'answers-for-the-first-neuron'],
  ...['answers-probes-in-another-order', 'draws-one-neuron-more', 'predicted=from-1'],
];

describeSlow('the first requests of a check', () => {
  it('stop only programs that break the protocol', async () => {
    const [vectors, stopped] = [publishedVectors(), [] as string[]];
    for (const implementation of [reference(), ...mutants]) {
      await requireProtocol(behindProtocol(implementation), capabilityNames, vectors).catch(() =>
        stopped.push(implementation.name),
      );
    }
    expect(stopped.sort()).toEqual(misspoken.toSorted());
  });
});
