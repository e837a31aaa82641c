import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { right } from '../conformance/judged.ts';
import { alsoSlow, isSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const hasCompiler = isSlow && spawnSync('cc', ['--version']).status === 0;
const warnings = ['-std=c99', '-pedantic', '-Wall', '-Wextra', '-Werror', '-O1', '-ffp-contract=off'];

/** Saves a program that uses one of the twins, compiles it if it is in C, and returns the command that starts it. */
function prepare(name: string, source: string, folder = temporaryFolder()): string[] {
  const file = join(folder, name);
  writeFileSync(file, source);
  if (name.endsWith('.mjs')) return [process.execPath, file];
  const program = join(folder, 'program');
  const { status, stderr } = spawnSync('cc', [...warnings, `-I${resolve('adapters')}`, '-o', program, file, '-lm']);
  if (status !== 0) throw new Error(String(stderr));
  return [program];
}

const javascript = (body: string, options = 'neuron, takesWeights: false') =>
  `import { serve, Skip } from ${JSON.stringify(resolve('adapters/lifspec-adapter.js'))};\n${body}\nserve({ name: 'one', ${options} });`;

const c = (body: string, fields = '.neuron = neuron') =>
  `#include "lifspec-adapter.h"\n${body}\nint main(void) { return lifspec_serve(&(struct lifspec_adapter){.name = "one", ${fields}}); }`;

/** Programs that print to stdout, skip inputs with amplitude 7, and fire whenever a current is above 1. */
const programs = {
  JavaScript: javascript(`
const neuron = ({ amplitude, current }) => {
  console.log('hello');
  if (amplitude === 7) throw new Skip('never "seven"');
  const voltage = current.map((row) => Float64Array.from(row, (one) => (one === 5 ? Number.NaN : one / 3)));
  const spikes = current[0].map((_, n) => current.flatMap((row, step) => (row[n] > 1 ? [step] : [])));
  return { spikes, spikeHeight: amplitude, voltage };
};
setInterval(() => {}, 1000);`),
  C: c(`
static const char *neuron(const struct lifspec_neuron *in, struct lifspec_spikes *out) {
  puts("hello");
  if (in->amplitude == 7) return "never \\"seven\\"";
  for (size_t at = 0; at < in->steps * in->neurons; at++) {
    out->fired[at] = in->current[at] > 1;
    out->voltage[at] = in->current[at] == 5 ? NAN : in->current[at] / 3;
  }
  out->spike_height = in->amplitude;
  return NULL;
}`),
};

const input = {
  ...{ dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: null },
  initialVoltage: [0, 0.5],
  current: [
    [1.5, 0.1],
    [30, -2],
  ],
};
const run = (changes: object, capability = 'neuron', id = 3) =>
  JSON.stringify({ id, command: 'run', capability, input: { ...input, ...changes } });

/** Requests that are answered as the reference answers them, in id and kind of error. */
const wrongLines = [
  'no JSON',
  '{"id":1,"command":"run"',
  '[1]',
  '{} {}',
  '',
  '{"id":1,"command":"go"}',
  '{"command":"run","capability":"neuron","input":{}}',
  '{"id":-1,"command":"run","capability":"neuron","input":{}}',
  '{"id":1,"command":"start","protocol":1}',
  run({}, 'telepathy'),
  '{"id":1,"command":"run","capability":"neuron","input":[]}',
];

for (const [language, source] of Object.entries(programs)) {
  describe.skipIf(language === 'C' && !hasCompiler)(
    `an adapter in ${language} that uses the file beside the others`,
    language === 'C' ? alsoSlow : {},
    () => {
      const folder = temporaryFolder(afterAll);
      let command: string[];
      beforeAll(() => {
        command = prepare(language === 'C' ? 'one.c' : 'one.mjs', source, folder);
      });
      const converse = (...lines: string[]) => {
        const [program = '', ...args] = command;
        const { stdout, stderr, status } = spawnSync(program, args, { input: lines.join('\n'), encoding: 'utf8' });
        const answers = stdout.split('\n').filter((line) => line !== '');
        return { answers: answers.map((line) => JSON.parse(line)), stderr, status };
      };

      it('describes itself, answers with all digits, skips, and ends after stop although a timer runs', () => {
        const { answers, stderr, status } = converse(
          '{"id":0,"command":"start","protocol":3}',
          run({}),
          run({ initialVoltage: [0], current: [[5]] }),
          run({ amplitude: 7 }),
          run({}, 'synapse'),
          // unknown fields, and fields of the same name elsewhere
          run({ more: { current: [['x']], dtSeconds: null }, note: '"current":[[0]], \\' }),
          '{"id":1,"command":"stop"}',
          '{}',
        );
        const voltage = [
          [0.5, 0.1 / 3],
          [10, -2 / 3],
        ];
        const usual = { id: 3, output: { spikes: [[0, 1], []], spikeHeight: 1, voltage } };
        expect(answers).toEqual([
          {
            ...{ id: 0, protocol: 3, implementation: { name: 'one', version: 'unknown', language } },
            ...{ capabilities: ['neuron'], precision: 'float64' },
            ...(language === 'JavaScript' && { takesWeights: false }),
          },
          usual,
          // a number that is not finite is written as text
          { id: 3, output: { spikes: [[0]], spikeHeight: 1, voltage: [['NaN']] } },
          { id: 3, skipped: 'never "seven"' },
          { id: 3, skipped: 'one does not support synapse' },
          usual,
        ]);
        expect(stderr).toContain('hello'); // was printed to stdout
        expect(status).toBe(0);
      });

      it('answers invalid requests as the protocol says', async () => {
        const about = describeImplementation(right, '1');
        const expected = await Promise.all(wrongLines.map((line) => answerTo(Buffer.from(line), right, about)));
        const summary = (answer: { id?: unknown; error?: { kind: string } }) => [answer.id, answer.error?.kind];
        const { answers } = converse(...wrongLines, '{"id":9,"command":"stop"}');
        expect(answers.map(summary)).toEqual(expected.map((answer) => summary(answer as never)));
        for (const { output, error } of answers) expect((output?.spikes ?? error.message).length).toBeGreaterThan(1);
      });
    },
  );
}

describe('an adapter in JavaScript', () => {
  it('reports an error of the simulator and continues', () => {
    const [program = '', ...args] = prepare(
      'one.mjs',
      javascript('const neuron = async () => { throw new Error("no"); };'),
    );
    const { stdout, stderr } = spawnSync(program, args, { input: `${run({})}\n${run({})}\n`, encoding: 'utf8' });
    const answer = '{"id":3,"error":{"kind":"failed","message":"Error: no"}}\n';
    expect(stdout).toBe(answer.repeat(2));
    expect(stderr).toContain('at neuron');
  });

  it('is refused if it offers no known capability', () => {
    const [program = '', ...args] = prepare('one.mjs', javascript('', 'neurons: () => 0'));
    expect(spawnSync(program, args, { input: '', encoding: 'utf8' }).stderr).toContain('neurons: expected one of');
  });
});
