// Fake adapters. `node fakes.mjs NAME` answers as it should, except in what the entry NAME says to do instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, writeFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const write = (text) => process.stdout.write(`${text}\n`);
const say = (answer) => write(JSON.stringify(answer));
const hang = () => new Promise(() => setInterval(() => {}, 1000));

const description = {
  protocol: 3,
  implementation: { name: 'fake', version: '1.0', language: 'JavaScript' },
  capabilities: ['neuron'],
  precision: 'float64',
};

/** Neurons without a refractory period. */
function neurons({ dtSeconds, tauRcSeconds, amplitude, initialVoltage, current, state }) {
  if (!(tauRcSeconds > 0 && dtSeconds > 0)) throw new Error('time constants must be above 0');
  const voltage = [...(state ?? initialVoltage)];
  const spikes = voltage.map(() => []);
  const voltages = [];
  for (const [step, currents] of current.entries()) {
    for (const [neuron, input] of currents.entries()) {
      voltage[neuron] += (input - voltage[neuron]) * -Math.expm1(-dtSeconds / tauRcSeconds);
      if (voltage[neuron] > 1) spikes[neuron].push(step);
      if (voltage[neuron] > 1) voltage[neuron] = 0;
    }
    voltages.push([...voltage]);
  }
  return { spikes, spikeHeight: amplitude / dtSeconds, voltage: voltages, state: voltage };
}

function answerTo({ id, command, input }) {
  if (command === 'start') return { id, ...description };
  try {
    return { id, output: neurons(input) };
  } catch (error) {
    return { id, error: { kind: 'invalid-input', message: error.message } };
  }
}

/** Changes the answer to the start request. */
const starting = (changes) => ({ start: (answer) => say({ ...answer, ...changes }) });
/** Changes the answer to every run request. */
const answering = (change) => ({ run: ({ id, ...answer }) => say({ id, ...change(answer) }) });
/** Writes another text for every run. */
const writing = (change) => ({ run: (answer) => write(change(JSON.stringify(answer), answer)) });
/** Changes the output of every run that is not refused. */
const changing = (change) => ({
  run: ({ id, output, error }, { input }) =>
    say({ id, error, output: output && { ...output, ...change(output, input) } }),
});
const changingSpikes = (change) =>
  changing(({ spikes }, { current }) => ({ spikes: spikes.map((train) => change(train, current)) }));
const changingVoltages = (change) => changing(({ voltage }) => ({ voltage: voltage.map((row) => row.map(change)) }));

/** Starts another program. */
const start = (code, stdio, options) => spawn(process.execPath, ['-e', code], { stdio, ...options });
const forever = 'setInterval(() => {}, 1000)';
/** Starts a process that leaves the group and ends by itself. */
const startDaemon = (stdio) => start('setTimeout(() => {}, 5000)', stdio, { detached: true, env: {} }).unref();

const fail = (message) => {
  console.error(message);
  process.exit(1);
};
/** Writes a text without an end. */
const flood = (stream, text) => {
  const block = Buffer.alloc(65536, text);
  const more = () => stream.write(block, more);
  more();
};

let count = 0;
const counted = (answer) => say({ ...answer, id: count++ });

/** The last answer, or what else a fake remembers. */
let memory;

/** What each fake does first (`begin`), and instead at the start, for a run and at the stop. */
const fakes = {
  // sound
  honest: {
    run: (answer, { id, input }) => {
      if (input.amplitude === 13) say({ id, skipped: 'thirteen is not for me' });
      else if (input.amplitude === 14) say({ id, error: { kind: 'out-of-memory', message: 'too much' } });
      else say(answer);
    },
  },
  html: starting({
    implementation: { name: '<img src=x onerror=alert(1)>', version: '</script><script>alert(1)</script>' },
  }),
  'noise-on-stderr': {
    run: (answer) => {
      console.error('DeprecationWarning: \u001b[2Jnumpy.int is deprecated');
      say(answer);
    },
  },
  // some languages write null for what is absent
  nulls: {
    ...starting({ error: null }),
    ...answering((answer) => ({ output: null, error: null, ...answer, skipped: null })),
  },
  'other-line-ends': {
    start: (answer) => write(`${JSON.stringify(answer)}\r`),
    ...writing((text) => `${text}\r`),
  },
  'slow-child': { stop: () => start('', 'ignore').unref() },
  // neither in the group nor known by its environment or streams
  'unseen-daemon': { stop: () => startDaemon('ignore') },
  'answers-once': {
    run: (answer, { id }) => say(count++ === 0 ? answer : { id, skipped: 'one is enough' }),
  },
  'skips-everything': answering(() => ({ skipped: 'not today' })),

  // ends
  'crash-at-start': { begin: () => fail('ModuleNotFoundError: no module named brian3') },
  'crash-in-the-middle': { run: () => process.kill(process.pid, 'SIGSEGV') },
  'raises-in-the-middle': { run: () => fail('Traceback\nError: no such step') },
  'crash-at-stop': { stop: () => process.exit(70) },
  'early-exit': { run: () => process.exit(0) },
  'fork-left-behind': { stop: () => start(forever, 'ignore').unref() },
  // known only by the stdout that it holds
  'daemon-holds-stdout': { stop: () => startDaemon(['ignore', 'inherit', 'ignore']) },
  'fork-holds-stdout': {
    run: () => {
      start(forever, ['ignore', 'inherit', 'inherit']);
      process.exit(9);
    },
  },

  // does not end
  'hang-at-start': { start: hang },
  // ignores polite signals, too
  'hang-in-the-middle': {
    begin: () => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
    },
    run: hang,
  },
  'hang-at-stop': { stop: hang },
  // frozen, as by Ctrl-Z
  'stops-itself': { run: () => process.kill(process.pid, 'SIGSTOP') },
  // answers after the time limit, when lifspec sends a space to test whether the program still reads
  'late-answer': {
    run: async (answer) => {
      await once(process.stdin, 'data');
      say(answer);
    },
  },
  unflushed: { start: () => {} },
  // writes to stderr before it says who it is, and then without an end
  'endless-stderr': {
    begin: () => writeSync(2, 'that is the question: to be or not to be\n'),
    run: () => flood(process.stderr, 'to be or not to be '),
  },
  'closes-stdin': {
    begin: async () => {
      await once(process.stdin, 'data');
      process.stdin.destroy();
      try {
        closeSync(0);
      } catch {}
      say({ id: 0, ...description });
      await hang();
    },
  },
  'closes-stdout': {
    run: () => {
      closeSync(1);
      return hang();
    },
  },

  // lines that are not answers
  garbage: { begin: () => write('Loading \u001b[31mTensorFlow\u001b[0m ...') },
  'garbage-in-the-middle': writing((text) => `step 1 of 100\n${text}`),
  'list-for-an-answer': { run: (answer) => say([answer]) },
  'endless-newlines': { run: () => flood(process.stdout, '\n') },
  // half of the first answer is written with the start answer, so it arrives in time on any machine
  'half-line': {
    start: (answer) => process.stdout.write(`${JSON.stringify(answer)}\n{"id":1,"output":{"spi`),
    run: hang,
  },
  'half-line-at-the-end': {
    run: (answer) => process.stdout.write(JSON.stringify(answer).slice(0, 20), () => process.exit(0)),
  },
  gigabyte: {
    run: async ({ id }) => {
      process.stdout.write(`{"id":${id},"output":{"spikes":[[`);
      const million = Buffer.alloc(2 ** 20, '1,');
      for (let written = 0; written < 1024; written++)
        if (!process.stdout.write(million)) await once(process.stdout, 'drain');
      write('1]]}}');
    },
  },
  // in the id, where nesting is unexpected
  'deeply-nested': writing(() => `{"id":${'['.repeat(100_000)}${']'.repeat(100_000)},"output":{}}`),
  // 15 MB that would take 600 when parsed
  'many-values': writing((_, { id }) => `{"id":${id},"output":{"spikes":[${'[],'.repeat(5_000_000)}[]]}}`),

  // answers to something else
  'wrong-id': { run: (answer) => say({ ...answer, id: answer.id + 1 }) },
  // numbers its answers itself
  'counts-ids': { start: counted, run: counted },
  'no-id': { run: ({ id, ...answer }) => say(answer) },
  'two-answers': writing((text) => `${text}\n${text}`),
  'answers-again-later': {
    run: (answer) => {
      if (memory !== undefined) say(memory);
      memory = answer;
      say(answer);
    },
  },
  'starts-again': writing((text) => `${text}\n${JSON.stringify({ id: 0, ...description, capabilities: ['tuning'] })}`),
  'answers-stop': { stop: ({ id }) => say({ id, output: {} }) },
  'one-answer-for-all': answering((answer) => {
    memory ??= answer;
    return memory;
  }),

  // numbers and shapes; Python writes NaN, and JavaScript writes null for it
  nan: writing((text) => text.replace('"spikeHeight":1000', '"spikeHeight":NaN')),
  'depends-on-its-process': changingVoltages((voltage) => voltage + process.pid * 2 ** -40),
  'null-for-a-number': changing(() => ({ spikeHeight: Number.NaN })),
  'too-large-a-number': writing((text) => text.replace('"spikeHeight":1000', '"spikeHeight":1e999')),
  'wrong-shape': changing(({ voltage }) => ({
    voltage: voltage[0].map((_, neuron) => voltage.map((row) => row[neuron])),
  })),
  'missing-field': changing(() => ({ spikeHeight: undefined })),
  'spikes-outside-the-run': changingSpikes(() => [1_000_000]),
  'output-and-error': answering((answer) => ({ ...answer, skipped: 'or not' })),
  'many-wrong-values': changing(() => ({ voltage: [Array(300_000).fill('x')] })),
  'spikes-as-counts': changingSpikes((train, current) => current.map((_, step) => (train.includes(step) ? 1 : 0))),
  'spikes-as-booleans': changingSpikes((train, current) => current.map((_, step) => train.includes(step))),
  // transposed: the neurons that fire in each step
  'spikes-by-step': changing(({ spikes }, { current }) => ({
    spikes: current.map((_, step) => spikes.flatMap((train, neuron) => (train.includes(step) ? [neuron] : []))),
  })),

  // self-description
  'control-characters': starting({ implementation: { name: 'neuron\u001b[2J\u202e', version: '1' } }),
  'unknown-capability': starting({ capabilities: ['neuron', 'levitation'] }),
  'offers-one-thing-twice': starting({ capabilities: ['neuron', 'neuron'] }),
  'no-capabilities': starting({ capabilities: [] }),
  'refuses-to-start': {
    start: ({ id }) => say({ id, error: { kind: 'unsupported-protocol', message: 'protocol 3 only' } }),
  },
  'old-protocol': starting({ protocol: 1 }),
  // as adapters for lifspec 0.1 answer
  'no-protocol': starting({ protocol: undefined }),
  'lies-about-capabilities': {
    ...starting({ capabilities: ['neuron', 'tuning'] }),
    run: (answer, { id, capability }) =>
      say(capability === 'neuron' ? answer : { id, error: { kind: 'unsupported', message: `no ${capability} here` } }),
  },

  // errors, skips, noise
  'control-characters-in-messages': answering(() => ({
    error: { kind: 'bad\u0007', message: 'line\r\u001b[1A\u001b[2Kgone\u2028' },
  })),
  'skips-without-reason': answering(() => ({ skipped: '' })),
  'draws-noise': changingVoltages((voltage) => voltage + 1e-12 * Math.random()),
  'fails-noisily': {
    run: (_, { id }) => {
      console.error('Error: \u001b[2Jno');
      say({ id, error: { kind: 'bug', message: 'no' } });
    },
  },
};

const does = { start: say, run: say, ...fakes[process.argv[2]] };
await does.begin?.();
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.command === 'run' && process.env.SPEC_RECEIVED) writeFileSync(process.env.SPEC_RECEIVED, 'a request');
  if (request.command !== 'stop') await does[request.command](answerTo(request), request);
  else await does.stop?.(request);
  if (request.command === 'stop') break;
}
