// Serves a simulator to lifspec: one JSON object per line on stdin, one answer per line on stdout. Needs nothing but Node.
// Import it before anything that prints: whatever is printed from then on goes to stderr.
//
//   import { serve } from './lifspec-adapter.js';
//   serve({ name: 'my simulator', neuron: ({ current, ... }) => ({ spikes, spikeHeight, voltage }) });

/** A valid input that the simulator cannot run; throw it with the reason. */
export class Skip extends Error {}

/** An input that makes no sense; throw it with the rule. Invalid inputs are sent only if you say that it `refuses` them. */
export class InvalidInput extends Error {}

/** A NIR parameter that an importer cannot honor. */
export class Unsupported extends Error {
  constructor(parameter, message) {
    super(message);
    this.parameter = parameter;
  }
}

const known = ['neuron', 'tuning', 'synapse', 'network', 'seeded', 'training', 'nir', 'nir_export', 'events'];
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
process.stdout.on('error', () => process.exit(0)); // nobody reads the answers

/**
 * Answers requests until `stop`, and then ends the process. Functions of capabilities receive the input of a request and
 * return its output, or a promise of it. Other options are `version`, `precision`, `conventions`, `eventConventions`, `limits`,
 * `refuses` and `takesWeights`.
 */
export async function serve({ name, version = 'unknown', ...options }) {
  const { precision = 'float64', conventions, eventConventions, limits, refuses, takesWeights, ...functions } = options;
  const capabilities = Object.keys(functions);
  const wrong = capabilities.find((one) => !known.includes(one));
  if (wrong !== undefined) throw new TypeError(`${wrong}: expected one of ${known.join(', ')}`);
  const implementation = { name, version, language: 'JavaScript' };
  const optional = { conventions, eventConventions, limits, refuses, takesWeights };
  const about = { protocol: 4, implementation, capabilities, precision, ...optional };
  for await (const line of linesOf(process.stdin)) {
    const answer = await answerTo(line, about, functions);
    if (answer === undefined) break;
    await new Promise((done) => write(`${formatAnswer(answer)}\n`, done));
  }
  process.exit(0); // although timers or threads of the simulator may still run
}

async function* linesOf(stream) {
  let pieces = [];
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...pieces, chunk.subarray(from, end)]);
      [from, pieces] = [end + 1, []];
    }
    pieces.push(chunk.subarray(from));
  }
  const last = Buffer.concat(pieces);
  if (last.length > 0) yield last;
}

const error = (kind, message) => ({ error: { kind, message } });
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const example = '{"id":0,"command":"start","protocol":4}';

/** The answer to a line; undefined for `stop`, which has none. */
async function answerTo(line, about, functions) {
  let request;
  try {
    request = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line), (_, value) => numbers.get(value) ?? value);
  } catch {}
  if (!isObject(request))
    return { id: null, ...error('invalid-request', `the line is not a JSON object in UTF-8; a request is one, such as ${example}`) };
  const { id = null, command, capability, input } = request;
  const wrong = wrongRequest(request);
  if (wrong !== undefined) return { id, ...wrong };
  if (command === 'stop') return undefined;
  if (command === 'start') return { id, ...about };
  if (functions[capability] === undefined)
    return { id, skipped: `${about.implementation.name} does not support ${capability}` };
  return { id, ...(await run(input, functions[capability])) };
}

/** JSON has no such numbers, so they come as text. */
const numbers = new Map(['NaN', 'Infinity', '-Infinity'].map((text) => [text, Number(text)]));

function wrongRequest({ id, command, protocol, capability, input }) {
  if (!['start', 'run', 'stop'].includes(command)) return error('invalid-request', 'command: expected start, run or stop');
  if (command === 'start' && protocol !== 4)
    return error('invalid-request', `the request speaks protocol ${protocol}, but this adapter needs protocol 4`);
  if (!Number.isSafeInteger(id) || id < 0) return error('invalid-request', 'id: expected a whole number of 0 or more');
  if (command !== 'run') return undefined;
  if (!known.includes(capability)) return error('invalid-request', `capability: expected one of ${known.join(', ')}`);
  return isObject(input) ? undefined : error('invalid-request', 'input: expected an object');
}

async function run(input, simulate) {
  try {
    return { output: await simulate(input) };
  } catch (thrown) {
    if (thrown instanceof Skip) return { skipped: thrown.message || 'no reason given' };
    if (thrown instanceof InvalidInput) return error('invalid-input', thrown.message);
    if (thrown instanceof Unsupported)
      return { error: { kind: 'unsupported', message: thrown.message, parameter: thrown.parameter } };
    console.error(thrown);
    return error('failed', String(thrown));
  }
}

/** JSON with all digits; typed arrays become lists, and numbers that are not finite become text. */
function formatAnswer(answer) {
  const plain = (_, value) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    return ArrayBuffer.isView(value) ? Array.from(value) : value;
  };
  try {
    return JSON.stringify(answer, plain);
  } catch (thrown) {
    return JSON.stringify({ id: answer.id, ...error('shape', thrown.message) });
  }
}
