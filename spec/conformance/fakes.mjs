// Fake adapters. `node fakes.mjs NAME` answers as it should, except in what the entry NAME says to do instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const write = (text) => process.stdout.write(`${text}\n`);
const say = (answer) => write(JSON.stringify(answer));
const hang = () => new Promise(() => setInterval(() => {}, 1000));

const description = {
  protocol: 4,
  implementation: { name: 'fake', version: '1.0', language: 'JavaScript' },
  capabilities: ['neuron'],
  precision: 'float64',
};

/** The neurons are silent. */
function answerTo({ id, command, input }) {
  if (command === 'start') return { id, ...description };
  const { dtSeconds, amplitude, initialVoltage, current } = input;
  const voltage = current.map((row) => row.map(() => 0));
  return { id, output: { spikes: initialVoltage.map(() => []), spikeHeight: amplitude / dtSeconds, voltage } };
}

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

/** What each fake does first (`begin`), and instead at the start, for a run and at the stop. */
const fakes = {
  // sound
  honest: {},

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
  // answers after the time limit, when lifspec sends a space to test whether the program still reads
  'late-answer': {
    run: async (answer) => {
      await once(process.stdin, 'data');
      say(answer);
    },
  },
  // writes to stderr before it says who it is, and then without an end
  'endless-stderr': {
    begin: () => writeSync(2, 'that is the question: to be or not to be\n'),
    run: () => flood(process.stderr, 'to be or not to be '),
  },
  'closes-stdout': {
    run: () => {
      closeSync(1);
      return hang();
    },
  },

  // lines that are not answers
  garbage: { begin: () => write('Loading \u001b[31mTensorFlow\u001b[0m ...') },
  'endless-newlines': { run: () => flood(process.stdout, '\n') },
  // half of the first answer is written with the start answer, so it arrives in time on any machine
  'half-line': {
    start: (answer) => process.stdout.write(`${JSON.stringify(answer)}\n{"id":1,"output":{"spi`),
    run: hang,
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
  // 15 MB that would take 600 when parsed
  'many-values': {
    run: ({ id }) => write(`{"id":${id},"output":{"spikes":[${'[],'.repeat(5_000_000)}[]]}}`),
  },

  // answers to nothing
  'answers-stop': { stop: ({ id }) => say({ id, output: {} }) },

  // other answers
  'missing-field': { run: ({ id, output }) => say({ id, output: { ...output, spikeHeight: undefined } }) },
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
  if (request.command === 'run' && process.env.SPEC_PARENT) process.kill(process.ppid, process.env.SPEC_PARENT);
  if (request.command !== 'stop') await does[request.command](answerTo(request), request);
  else await does.stop?.(request);
  if (request.command === 'stop') break;
}
