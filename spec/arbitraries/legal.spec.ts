import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { largeNetwork, legalNetwork } from '../../properties/arbitraries/legal-network.ts';
import { legalNeuron, unevenLength } from '../../properties/arbitraries/legal-neuron.ts';
import { legalSynapse } from '../../properties/arbitraries/legal-synapse.ts';
import { legalTraining } from '../../properties/arbitraries/legal-training.ts';
import { legalTuning } from '../../properties/arbitraries/legal-tuning.ts';
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { legalSeeded } from '../../properties/arbitraries/seeded.ts';
import { predict } from '../../properties/oracles/prediction.ts';
import { settle } from '../../properties/vectors/settled-network.ts';
import type { CapabilityName } from '../../src/conformance/implementation.ts';
import { writeInput } from '../../src/conformance/protocol/capabilities.ts';
import { inputs as schemas } from '../../src/conformance/protocol/inputs.ts';
import { reference } from '../../src/conformance/reference.ts';
import { drawn, fractionOf } from './sample.ts';

/** The range of a field: the numbers that some of 1,000 requests reach, from below and from above. It needs a reason if the legal range is wider. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly because?: string;
}

/** The ranges of all fields of a capability by their paths, as in its schema; `length` is the size of a list. */
interface Drawn {
  readonly inputs: readonly object[];
  readonly ranges: Readonly<Record<string, Range>>;
  /** Fields that the arbitrary leaves out, with the reason. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

const float32Times = 'quotients of longer or shorter times lose digits in float32';
const height = 'the height, amplitude/dt, must be a float32 number';
const anySign = 'numbers beyond leave no digit of a voltage near 1 in float32';
const seconds = 'requests should not take seconds';

const fieldsDrawn: Readonly<Partial<Record<CapabilityName, Drawn>>> = {
  neuron: {
    inputs: drawn(legalNeuron() as fc.Arbitrary<object>),
    ranges: {
      dtSeconds: { from: 1e-7, to: 100, because: float32Times },
      tauRcSeconds: { from: 1e-7, to: 1e4, because: float32Times },
      tauRefSeconds: { from: 0, to: 100, because: float32Times },
      amplitude: { from: 1e-5, to: 1e5, because: height },
      minVoltage: { from: -1000, to: 0, because: anySign },
      initialVoltage: { from: -1e4, to: 1, because: anySign },
      'initialVoltage.length': { from: 1, to: 1025, because: seconds },
      current: { from: -1e4, to: 1e8, because: anySign },
      'current.length': { from: 1, to: 4000, because: seconds },
    },
    elsewhere: { state: 'an earlier answer contains it; lif/fires-as-declared continues every fourth run' },
  },
  tuning: {
    inputs: drawn(legalTuning() as fc.Arbitrary<object>),
    ranges: {
      tauRcSeconds: { from: 1e-5, to: 100, because: float32Times },
      tauRefSeconds: { from: 0, to: 100, because: float32Times },
      amplitude: { from: 1e-5, to: 1e5, because: height },
      maxRatesHz: { from: 0.01, to: 1e4, because: float32Times },
      intercepts: { from: -500, to: 0.99, because: 'gains of others lose all digits in float32' },
      'intercepts.length': { from: 1, to: 300, because: seconds },
      inputs: { from: -1e5, to: 1e5, because: 'currents of larger inputs lose the digits of the bias' },
      'inputs.length': { from: 1, to: 79, because: seconds },
    },
  },
  synapse: {
    inputs: drawn(legalSynapse() as fc.Arbitrary<object>),
    ranges: {
      dtSeconds: { from: 1e-7, to: 100, because: float32Times },
      tauSeconds: { from: 1e-7, to: 1e4, because: float32Times },
      signal: { from: -1e6, to: 1e5, because: 'tolerances grow with the largest value of a signal' },
      'signal.length': { from: 1, to: 5000, because: seconds },
    },
    elsewhere: { state: 'an earlier answer contains it; low-pass/continues-from-state sends it' },
  },
};

it('some numbers of steps are missed if they are computed from the length of a run', () => {
  expect(unevenLength(Math.floor, 0.0001, 1, 100)).toBe(49);
  expect(unevenLength(Math.floor, 0.001, 1, 4000)).toBe(2001);
  expect(unevenLength(Math.ceil, 0.0001, 1, 100)).toBe(13);
  expect(unevenLength(Math.ceil, 2 ** -10, 7, 100)).toBe(7);
});

describe.each(Object.entries(fieldsDrawn))('the legal requests for %s', (name, { inputs, ranges, elsewhere = {} }) => {
  const schema = schemas[name as CapabilityName];

  it('are accepted by the reference', async () => {
    const run = reference('float64')[name as CapabilityName] as (input: object) => unknown;
    for (const input of inputs.slice(0, 100)) await expect(Promise.resolve(run(input))).resolves.toBeDefined();
  });

  it('vary every field of the schema', () => {
    const named = (path: string) => path in ranges || path in elsewhere;
    expect(fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema).filter((path) => !named(path))).toEqual([]);
  });

  it.each(Object.entries(ranges))('reach both ends of the range of %s', (path, { from, to }) => {
    const values = inputs.flatMap((input) => valuesAt(path, input)).filter((value) => typeof value === 'number');
    expect(values.reduce((a, b) => Math.min(a, b))).toBeLessThanOrEqual(from);
    expect(values.reduce((a, b) => Math.max(a, b))).toBeGreaterThanOrEqual(to);
    expect(new Set(values).size).toBeGreaterThan(4);
  });
});

/** Requests that contain whole networks or distributions. */
interface Varied {
  readonly inputs: fc.Arbitrary<unknown>;
  /** Fields with one value, with the reason. */
  readonly constant: Readonly<Record<string, string>>;
  /** What some of 1,000 requests reach, from below and from above. */
  readonly reached: Readonly<Record<string, readonly [from: number, to: number]>>;
}

const fieldsVaried: Readonly<Partial<Record<CapabilityName, Varied>>> = {
  network: {
    inputs: legalNetwork(),
    reached: {
      dtSeconds: [2e-4, 0.02],
      amplitude: [0.001, 5],
      minVoltage: [-50, 0],
      synapseSeconds: [0, 0.2],
      'architecture.neuron.tauRcSeconds': [0.001, 1],
      'architecture.neuron.tauRefSeconds': [0, 0.1],
      'architecture.neuron.maxRateHz': [4, 1000],
      'architecture.neuron.intercept': [-3, 0.97],
      'architecture.readoutTauSeconds': [0.001, 10],
      'architecture.hidden.channels': [1, 33],
      'architecture.hidden.stride': [1, 4],
    },
    constant: {
      'architecture.name': 'it names the network in files, and does not belong to the run',
      'probes.layer': 'laws add probes on all layers',
      'probes.stage': 'laws add probes on all stages',
      state: 'an earlier answer contains it; network/continues-from-state sends it',
    },
  },
  seeded: { inputs: legalSeeded(), constant: {}, reached: { neurons: [1, 65], tauRcSeconds: [1e-4, 10] } },
  training: {
    inputs: legalTraining(),
    reached: {
      amplitude: [0.001, 10],
      epochs: [0, 12],
      batchSize: [1, 40],
      'labels.length': [1, 65],
      'optimizer.learningRate': [1e-6, 0.2],
      'optimizer.decay': [0, 0.999],
      'architecture.neuron.maxRateHz': [4, 500],
      steps: [2, 100],
    },
    constant: { 'architecture.name': 'it names the network in files, and does not belong to the training' },
  },
};

describe.each(Object.entries(fieldsVaried))('the legal requests for %s', (name, { inputs, constant, reached }) => {
  it('reach both ends of their ranges', () => {
    const many = drawn(inputs);
    const missed = Object.entries(reached).filter(([path, [from, to]]) => {
      const values = many.flatMap((one) => valuesAt(path, one)).filter((value) => typeof value === 'number');
      return !(Math.min(...values) <= from && Math.max(...values) >= to);
    });
    expect(missed).toEqual([]);
  });

  it('vary every field of the schema', () => {
    const schema = schemas[name as CapabilityName];
    const sent = fc
      .sample(inputs, { numRuns: 100, seed: 1830 })
      .map((input) => writeInput(name as CapabilityName, input as object));
    const isVaried = (path: string) => new Set(sent.flatMap((one) => valuesAt(path, one))).size > 1;
    const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);
    expect(fields.filter((path) => !isVaried(path))).toEqual(Object.keys(constant));
  });
});

describe('the inputs of laws', () => {
  it.each([
    ['float64', 0.95],
    ['float32', 0.75],
  ] as const)('can mostly be compared with the prediction of a neuron to the last step in %s', (precision, most) => {
    const toTheEnd = fractionOf(
      fc.sample(lifInput(), { numRuns: 300, seed: 1830 }),
      (input) => predict(input, 0, precision).comparableSteps === input.current.length,
    );
    expect(toTheEnd).toBeGreaterThan(most);
  });

  it('mostly leave nothing to rounding in large networks, even in float32', async () => {
    const settled: boolean[] = [];
    for (const input of fc.sample(largeNetwork(), { numRuns: 10, seed: 1830 }))
      settled.push((await settle(input, 'float32')) !== undefined);
    expect(fractionOf(settled, (is) => is)).toBeGreaterThan(0.8);
  });
});

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The paths of the fields without fields of their own. Items of lists have the path of the list. */
function fieldsOf(schema: JsonSchema, path = ''): string[] {
  const { properties, items, anyOf = [] } = schema;
  if (items) return fieldsOf(items, path);
  if (properties)
    return Object.entries(properties).flatMap(([field, inner]) => fieldsOf(inner, path ? `${path}.${field}` : field));
  const inner = [...new Set(anyOf.filter((one) => one.properties ?? one.items).flatMap((one) => fieldsOf(one, path)))];
  return inner.length > 0 ? inner : [path];
}

/** The values at a path, with those of all items of lists; `length` is the size of a list. */
function valuesAt(path: string, value: unknown): unknown[] {
  if (path === 'length') return [(value as ArrayLike<unknown>).length];
  if (value === undefined) return [];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    return typeof items[0] === 'number' ? items : items.flatMap((item) => valuesAt(path, item));
  }
  if (path === '' || value === null || typeof value !== 'object') return [value];
  const [field = '', ...rest] = path.split('.');
  return valuesAt(rest.join('.'), (value as Readonly<Record<string, unknown>>)[field]);
}
