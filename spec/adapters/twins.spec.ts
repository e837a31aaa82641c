import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alsoSlow, isSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const hasCompiler = isSlow && spawnSync('cc', ['--version']).status === 0;
const warnings = ['-std=c99', '-pedantic', '-Wall', '-Wextra', '-Werror', '-O1', '-ffp-contract=off'];
/** End the program with a message at the first access outside an object, or at the first undefined operation. */
const sanitizers = ['-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** Programs that print to stdout, skip inputs with amplitude 7, and fire whenever a current is above 1. */
const programs = {
  JavaScript: `
import { serve, Skip, Unsupported } from ${JSON.stringify(resolve('adapters/lifspec-adapter.js'))};
const neuron = ({ amplitude, current }) => {
  console.log('hello');
  if (amplitude === 7) throw new Skip('never "seven"');
  const voltage = current.map((row) => Float64Array.from(row, (one) => (one === 5 ? Number.NaN : one / 3)));
  const spikes = current[0].map((_, n) => current.flatMap((row, step) => (row[n] > 1 ? [step] : [])));
  return { spikes, spikeHeight: amplitude, voltage };
};
const events = ({ steps, initialVoltage, bias = [0, 0], sources, receptors, connections }) => {
  if (receptors.length > 1) throw new Unsupported('receptors', 'only one');
  const weightOf = (n) => connections.filter(({ target, source }) => target === n && source === 0).reduce((sum, { weight }) => sum + weight, 0);
  const countAt = (step) => sources[0].filter((one) => one === step).length;
  const voltage = Array.from({ length: steps }, (_, step) => initialVoltage.map((v, n) => v + bias[n] + weightOf(n) * countAt(step)));
  return { spikes: initialVoltage.map((_, n) => (n === 0 ? sources[0].filter((one) => one < steps) : [])), voltage };
};
setInterval(() => {}, 1000);
serve({ name: 'one', neuron, events, synapse: async () => { throw new Error('no'); } });`,
  C: `
#include "lifspec-adapter.h"
static const char *neuron(const struct lifspec_neuron *in, struct lifspec_spikes *out) {
  puts("hello");
  if (in->amplitude == 7) return "never \\"seven\\"";
  for (size_t at = 0; at < in->steps * in->neurons; at++) {
    out->fired[at] = in->current[at] > 1;
    out->voltage[at] = in->current[at] == 5 ? NAN : in->current[at] / 3;
  }
  out->spike_height = in->amplitude;
  return NULL;
}
static const char *events(const struct lifspec_events *in, struct lifspec_spikes *out) {
  out->unsupported = "receptors";
  if (in->receptors > 1) return "only one";
  for (size_t at = 0; at < in->steps * in->neurons; at++) {
    const size_t n = at % in->neurons;
    const unsigned count = in->source_spikes[at / in->neurons * in->sources];
    double weight = 0;
    for (size_t c = 0; c < in->connections; c++)
      if (in->connection[c].target == n && !in->connection[c].from_neuron && in->connection[c].from == 0) weight += in->connection[c].weight;
    out->voltage[at] = in->initial_voltage[n] + in->bias[n] + weight * count;
    out->fired[at] = n == 0 ? count : 0;
  }
  return NULL;
}
int main(void) { return lifspec_serve(&(struct lifspec_adapter){.name = "one", .neuron = neuron, .events = events}); }`,
} as const;

/** Saves a program, compiles it if it is in C, and returns the command that starts it. */
function prepare(language: keyof typeof programs): string[] {
  const [file, program] = [
    join(temporaryFolder(), language === 'C' ? 'one.c' : 'one.mjs'),
    join(temporaryFolder(), 'one'),
  ];
  writeFileSync(file, programs[language]);
  if (language === 'JavaScript') return [process.execPath, file];
  const { status, stderr } = spawnSync('cc', [
    ...warnings,
    ...sanitizers,
    `-I${resolve('adapters')}`,
    '-o',
    program,
    file,
    '-lm',
  ]);
  expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
  return [program];
}

const input = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 1,
  minVoltage: null,
  initialVoltage: [0, 0.5],
  current: [
    [1.5, 0.1],
    [30, -2],
  ],
};
const run = (changes: object, capability = 'neuron') =>
  JSON.stringify({ id: 3, command: 'run', capability, input: { ...input, ...changes } });
const voltage = [
  [0.5, 0.1 / 3],
  [10, -2 / 3],
];
const eventsInput = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  refractorySteps: 2,
  minVoltage: null,
  initialVoltage: [0, 0.5],
  bias: [0, 0.25],
  receptors: [{ kind: 'exponential', tauSeconds: 0.005 }],
  sources: [[0, 2, 2, 7], [1]],
  connections: [
    { source: 0, target: 1, receptor: 0, weight: -2, delaySteps: 1 },
    { neuron: 0, target: 1, receptor: 0, weight: 8, delaySteps: 3 },
    { source: 1, target: 1, receptor: 0, weight: 16, delaySteps: 1 },
  ],
  steps: 3,
};
const runEvents = (changes: object) =>
  JSON.stringify({ id: 4, command: 'run', capability: 'events', input: { ...eventsInput, ...changes } });
const eventAnswer = (voltage: number[][]) => ({ id: 4, output: { spikes: [[0, 2, 2], []], voltage } });
const usual = { id: 3, output: { spikes: [[0, 1], []], spikeHeight: 1, voltage } };
const refused = (id: number | null, error = 'invalid-request') => ({ id, error });

/** Lines and their answers, of errors the kinds, which are those of the reference. */
const conversation: readonly (readonly [line: string, answer: object])[] = [
  [run({}), usual],
  // a number that is not finite is written as text
  [
    run({ initialVoltage: [0], current: [[5]] }),
    { id: 3, output: { spikes: [[0]], spikeHeight: 1, voltage: [['NaN']] } },
  ],
  [run({ amplitude: 7 }), { id: 3, skipped: 'never "seven"' }],
  [run({}, 'tuning'), { id: 3, skipped: 'one does not support tuning' }],
  // unknown fields, and fields of the same name elsewhere
  [run({ more: { current: [['x']], dtSeconds: null }, note: '"current":[[0]], \\' }), usual],
  [
    runEvents({}),
    eventAnswer([
      [0, -1.25],
      [0, 0.75],
      [0, -3.25],
    ]),
  ],
  [
    runEvents({ bias: undefined }),
    eventAnswer([
      [0, -1.5],
      [0, 0.5],
      [0, -3.5],
    ]),
  ],
  [runEvents({ steps: 0 }), { id: 4, output: { spikes: [[], []], voltage: [] } }],
  [runEvents({ receptors: [{ kind: 'delta' }, { kind: 'delta' }] }), { id: 4, error: 'unsupported' }],
  ['no JSON', refused(null)],
  ['{"id":1,"command":"run"', refused(null)],
  ['[1]', refused(null)],
  ['{} {}', refused(null)],
  ['', refused(null)],
  ['{"id":1,"command":"go"}', refused(1)],
  ['{"command":"run","capability":"neuron","input":{}}', refused(null)],
  ['{"id":-1,"command":"run","capability":"neuron","input":{}}', refused(-1)],
  ['{"id":1,"command":"start","protocol":1}', refused(1, 'invalid-request')],
  [run({}, 'telepathy'), refused(3)],
  ['{"id":1,"command":"run","capability":"neuron","input":[]}', refused(1)],
];

describe.each(['JavaScript', 'C'] as const)('an adapter in %s that uses the file beside the others', (language) => {
  const isC = language === 'C';

  it.skipIf(isC && !hasCompiler)(
    'answers every line, and ends after stop although a timer runs',
    isC ? alsoSlow : {},
    () => {
      const [program = '', ...words] = prepare(language);
      const start = '{"id":0,"command":"start","protocol":4}';
      const failing = isC ? [] : [[run({}, 'synapse'), refused(3, 'failed')] as const];
      const all = [...conversation, ...failing];
      const lines = [start, ...all.map(([line]) => line), '{"id":1,"command":"stop"}', '{}'].join('\n');
      const { stdout, stderr, status } = spawnSync(program, words, { input: lines, encoding: 'utf8' });
      const answers = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(answers[0]).toEqual({
        id: 0,
        protocol: 4,
        implementation: { name: 'one', version: 'unknown', language },
        capabilities: isC ? ['neuron', 'events'] : ['neuron', 'events', 'synapse'],
        precision: 'float64',
      });
      const kinds = answers.slice(1).map(({ error, ...rest }) => (error ? { ...rest, error: error.kind } : rest));
      expect(kinds).toEqual(all.map(([, answer]) => answer));
      expect(stderr).toContain('hello'); // was printed to stdout
      expect(status).toBe(0);
    },
  );
});
