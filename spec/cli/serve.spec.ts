import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { describeImplementation, serve as serveLines } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import { messagesIn, serve } from './command-line.ts';

/** The reference's answers to the lines of a text. */
async function answersTo(lines: string) {
  const output = new PassThrough();
  const description = describeImplementation(reference(), '1');
  const all = text(output);
  await serveLines(reference(), description, { input: Readable.from([Buffer.from(lines)]), output });
  output.end();
  return messagesIn(await all);
}

const neuronInput = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 1,
  minVoltage: 0,
  initialVoltage: [0, 0.5],
  current: [[30, 0]],
};
const one = { kind: 'choice', values: [0] };
const seededInput = {
  seed: 1,
  neurons: 1,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  maxRatesHz: { kind: 'choice', values: [100] },
  intercepts: one,
  initialVoltage: one,
};
const images = Array(100).fill(Buffer.alloc(784).toString('base64'));
const networkInput = {
  architecture: tutorial,
  amplitude: 1,
  minVoltage: 0,
  steps: 30,
  dtSeconds: 0.001,
  weights: { layers: [], readout: { weight: '', bias: '' } },
  initialVoltage: [],
  images: images.slice(0, 1),
};

const run = (capability: string, input: object) => `${JSON.stringify({ id: 1, command: 'run', capability, input })}\n`;

const start = '{"id":0,"command":"start","protocol":4}';

/** A thousand leaky integrators with one input. */
const thousand = (value: unknown) => Array(1000).fill(value);
const manyLeaky = [
  { type: 'Linear', weight: thousand([1]) },
  { type: 'LI', tau: thousand(1), r: thousand(1), v_leak: thousand(0) },
];

describe('lifspec serve', () => {
  it('explains invalid lines and continues', async () => {
    const right = `a request is a JSON object on one line, such as ${start}`;
    const { lifspec, protocol } = versions;
    const wrongProtocol = (got: string) =>
      `protocol: expected ${protocol}, which lifspec ${lifspec} speaks, but got ${got}`;
    const capability = expect.stringMatching(
      /^capability: expected one of "neuron", "tuning", .*, but got "telepathy"$/,
    );
    const refusals: [line: string, id: number | null, message: unknown][] = [
      ['hello', null, `the line is not a JSON object; ${right}`],
      [`{"id":${'['.repeat(1000)}`, null, `the line is nested more than 64 levels deep; ${right}`],
      ['{"id":7}', 7, 'command: expected start, run or stop'],
      ['{"id":8,"command":"toString"}', 8, 'command: expected start, run or stop'],
      ['{"id":11,"command":"run","capability":"neuron"}', 11, 'input: expected record, but got nothing'],
      ['{"id":12,"command":"run","capability":"telepathy","input":{}}', 12, capability],
      [run('neuron', { dtSeconds: '0.001' }).trim(), 1, 'input.dtSeconds: expected number, but got "0.001"'],
      ['{"id":0,"command":"start","protocol":1}', 0, wrongProtocol('1')],
      ['{"id":0,"command":"start","protocol":"2"}', 0, wrongProtocol('"2"')],
      ['{"id":0,"command":"start"}', 0, wrongProtocol('nothing')],
    ];
    const answers = await answersTo(`${refusals.map(([line]) => line).join('\n')}\n${start}`);
    expect(answers.slice(0, -1).map(({ id, error }) => [id, error.message])).toEqual(
      refusals.map(([, ...answer]) => answer),
    );
    const limits = { neurons: 1_000_000, steps: 100_000, products: 4e9 };
    expect(answers.at(-1)).toMatchObject({ id: 0, protocol, precision: 'float64', limits });
  });

  it('refuses an overlong line, and a long list of invalid values, in bounded memory', async () => {
    const wrong = `{"id":1,"command":"run","capability":"synapse","input":{"dtSeconds":1,"tauSeconds":1,"signal":[${'"x",'.repeat(300_000)}0]}}`;
    const answers = await answersTo(`${'x'.repeat(64 * 2 ** 20 + 1)}\n${wrong}\n${start}\n`);
    expect(answers[0].error.message).toMatch(/^the line is longer than 50331648 bytes; /);
    expect(answers[1].error).toEqual({
      kind: 'invalid-input',
      message: 'input.signal[0]: expected number, but got "x"',
    });
    expect(answers[2]).toMatchObject({ id: 0 });
  });

  it.each<[string, string, object]>([
    ['seeded', `${2 ** 53} neurons, but the limit is 1000000`, { ...seededInput, neurons: 2 ** 53 }],
    ['network', '14172288000 products, but the limit is 4000000000', { ...networkInput, images }],
    [
      'network',
      '17305600 values, but the limit is 2500000',
      { ...networkInput, steps: 800, probes: [{ layer: 'layer1', stage: 'voltage' }] },
    ],
    [
      'nir',
      '3000000 values, but the limit is 2500000',
      { dtSeconds: 1, nodes: manyLeaky, inputs: Array(3000).fill([0]) },
    ],
  ])('refuses a request that would not end soon: %s asks for %s', async (capability, message, input) => {
    const [answer] = await answersTo(run(capability, input));
    expect(answer.error).toEqual({ kind: 'invalid-input', message: expect.stringContaining(`asks for ${message}`) });
  });

  it.each([[5], [{ voltage: [0, 'x'], refractorySteps: [0, 0], activeStepFraction: [0, 0] }]])(
    'refuses a state that no answer contained: %j',
    async (state) => {
      const [answer] = await answersTo(run('neuron', { ...neuronInput, state }));
      expect(answer.error).toEqual({
        kind: 'invalid-input',
        message: 'state must be the state of an earlier answer',
      });
    },
  );

  it('ends without a message when its reader is gone', async () => {
    const [program, ...words] = serve as [string, ...string[]];
    const child = spawn(program, words);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {}).write(`${start}\n`);
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
