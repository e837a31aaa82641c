import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../fixtures/schemas/fingerprint.schema.json' with { type: 'json' };
import type { FingerprintOutput } from '../../src/report/fingerprint.ts';
import { fake, lifspec, runHere, serve } from './command-line.ts';

const validate = new Ajv2020({ strict: true }).compile(schema);

/** What a program that declares `conventions`, and is else the reference, is asked and answers. */
const declaring = (conventions: object) => [
  process.execPath,
  '--input-type=module',
  '-e',
  `import { serve } from './dist/src/conformance/server/serve.js';
   import { describe } from './dist/src/conformance/server/answer.js';
   import { reference } from './dist/src/conformance/reference.js';
   const { name, precision, neuron } = reference();
   const judged = { name, precision, neuron };
   await serve(judged, { ...describe(judged, '1'), conventions: ${JSON.stringify(conventions)} },
     { input: process.stdin, output: process.stdout });`,
];

describe('lifspec fingerprint', () => {
  it.each([
    [[], 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt'],
    [
      ['--mutant', 'resets-by-subtraction'],
      'exact, >, reset by subtraction, sub-step refractory, spike height amplitude/dt',
    ],
  ])('names what it follows, and ends with 0: serve %j', (words, name) => {
    const { status, stdout, stderr } = lifspec('fingerprint', '--report', 'json', '--', ...serve, ...words);
    expect([status, stderr]).toEqual([0, '']);
    const output: FingerprintOutput = JSON.parse(stdout);
    expect(validate(output) ? [] : validate.errors).toEqual([]);
    expect(output).toMatchObject({ fingerprint: { outcome: 'member', words: name }, contradictions: [] });
  });

  it('gives no name to one outside the family, but the nearest and where it departs, and ends with 1', () => {
    const { status, stdout, stderr } = lifspec('fingerprint', '--', ...serve, '--mutant', 'resets-to-a-hundredth');
    expect([status, stderr]).toEqual([1, 'lifspec: resets-to-a-hundredth follows none of the known conventions\n']);
    expect(stdout).toContain('\nfirst difference: probe currents, neuron 2, step 1, voltage is 0.01, expected 0\n');
    expect(stdout).not.toContain('behaves like');
  });

  it('ends with 1 for one that declares other conventions than it follows', () => {
    const { status, stdout, stderr } = lifspec('fingerprint', '--', ...declaring({ reset: 'subtract' }));
    const sentence = 'declares reset by subtraction, but follows reset to zero';
    expect([status, stderr]).toEqual([1, `lifspec: lifspec reference, float64 ${sentence}\n`]);
    expect(stdout).toContain('behaves like: exact, >, reset to zero');
  });

  it.each([
    ['skips every probe', fake('skips-everything'), 'no probe was answered: skipped: not today'],
    ['crashes', fake('crash-in-the-middle'), 'request 1 (neuron): ended with signal SIGSEGV'],
    ['offers no neuron', [...serve, '--mutant', 'low-pass-squares'], 'no probe was answered: it offers no neuron'],
  ])('ends with 3 for one that %s', (_, program, message) => {
    const { status, stderr } = lifspec('fingerprint', '--', ...program);
    expect([status, stderr]).toEqual([3, `lifspec: the implementation could not be judged: ${message}\n`]);
  });

  it.each([
    ['fingerprint', "missing required argument 'command'"],
    ['fingerprint --report html -- true', 'Allowed choices are text, json.'],
    ['fingerprint --time-limit 0 -- true', '--time-limit must be a number above 0, but is "0"'],
    ['fingerprint -- ./no-such-program', './no-such-program: there is no such program'],
  ])('refuses %s', async (words, message) => {
    const { status, said } = await runHere(words);
    expect(status).toBe(2);
    expect(said.join()).toContain(message);
  });
});
