import { placeOfDifference } from '../conformance/compare/neurons.ts';
import type { CapabilityName, NeuronInput, NeuronOutput } from '../conformance/implementation.ts';
import type { ExchangeShown } from '../conformance/judge/exchange.ts';
import type { JudgedCase, Verdict } from '../conformance/judge/verdict.ts';
import { writeInput } from '../conformance/protocol/capabilities.ts';
import { inputs } from '../conformance/protocol/inputs.ts';
import { readNumber, writeLine } from '../conformance/protocol/json-line.ts';
import { capabilityNames } from '../conformance/protocol/protocol.ts';
import type { Example } from './document.ts';

/** How a simulator in Python is called, by capability: `from m import run`, `run({})`. */
export type Calls = Readonly<Record<string, { readonly imported?: string; readonly call: string }>>;

type Judged = Pick<Verdict['implementation'], 'language' | 'precision'>;

/** The requests that led to a failure, with its answers and the right ones, as code that can be pasted. */
export function failingInput(one: JudgedCase, judged: Judged, calls: Calls = {}): Example | undefined {
  const exchanges = exchangesOf(one, judged);
  if (exchanges.length === 0) return undefined;
  const end = exchanges === recordedOf(one) ? '' : ', up to the first difference';
  const language = judged.language === 'Python' ? 'python' : 'json';
  const lines = language === 'python' ? writePython(exchanges, calls) : exchanges.flatMap(writeJson);
  return { kind: 'example', title: `failing input of ${one.id}${end}`, language, lines };
}

/** The requests of one failure; a single run of neurons ends where it first differs. */
export function exchangesOf(one: JudgedCase, judged: Judged): readonly ExchangeShown[] {
  const exchanges = recordedOf(one);
  const [first] = exchanges;
  if (first === undefined || exchanges.length > 1) return exchanges;
  const end = lastStepOf(one, first, judged);
  const isLast = end === undefined || end === (first.input as NeuronInput).current.length - 1;
  return isLast ? exchanges : [upTo(end, first)];
}

/** The requests that a verdict contains, which may come from a file. */
function recordedOf({ failure }: JudgedCase): readonly ExchangeShown[] {
  const { exchanges } = (failure?.smallest ?? {}) as { exchanges?: unknown };
  return Array.isArray(exchanges) && exchanges.every(isExchange) ? exchanges : [];
}

/** Whether a part of a verdict is a request with its answers. */
function isExchange(value: unknown): value is ExchangeShown {
  const { capability, input } = (value ?? {}) as Partial<ExchangeShown>;
  if (typeof input !== 'object' || input === null || !capabilityNames.some((name) => name === capability)) return false;
  return capability !== 'neuron' || inputs.neuron.safeParse(input).success;
}

/** The first step in which an answer of neurons differs from the right one. */
function lastStepOf({ kind, failure }: JudgedCase, exchange: ExchangeShown, { precision }: Judged): number | undefined {
  const { capability, expected, got } = exchange;
  if (capability !== 'neuron' || !isRun(expected) || !isRun(got)) return undefined;
  const place = placeOfDifference({ a: expected, b: got }, precision)?.step;
  return kind === 'vector' ? (failure?.step ?? place) : place;
}

/** Whether an answer in a report is that of neurons, and its voltages are numbers if there are any. */
function isRun(value: unknown): value is NeuronOutput {
  const { spikes, voltage = [] } = (value ?? {}) as { spikes?: unknown; voltage?: unknown };
  return Array.isArray(spikes) && Array.isArray(voltage) && voltage.flat().every(Number.isFinite);
}

function upTo(step: number, { capability, input, expected, got }: ExchangeShown): ExchangeShown {
  const { current, ...rest } = input as NeuronInput;
  const short = ({ spikes, voltage, ...others }: NeuronOutput) => ({
    spikes: spikes.map((train) => train.filter((spike) => spike <= step)),
    ...others,
    ...(voltage && { voltage: voltage.slice(0, step + 1) }),
  });
  return {
    capability,
    input: { ...rest, current: current.slice(0, step + 1) },
    expected: short(expected as NeuronOutput),
    got: short(got as NeuronOutput),
  };
}

function writeJson({ capability, input, expected, got }: ExchangeShown, index: number): string[] {
  const request = { id: index + 1, command: 'run', capability, input: onWire(capability, input) };
  return [writeLine(request), ...answersOf(got, expected).map(([name, answer]) => `${name}: ${answer}`)];
}

const onWire = (capability: string, input: unknown) => writeInput(capability as CapabilityName, input as object);

/** Calls of a simulator in Python with the inputs of requests, and what is known of the answers. */
export function writePython(exchanges: readonly ExchangeShown[], calls: Calls): string[] {
  const written = exchanges.flatMap(({ capability, input, expected, got }, index) => {
    const number = exchanges.length > 1 ? index + 1 : '';
    const { call = `${capability}({})` } = calls[capability] ?? {};
    const [opening, closing] = call.split('{}');
    const [first, ...given] = writeGiven(capability, input as object);
    return [
      `got${number} = ${opening}${first}`,
      ...given.slice(0, -1),
      `${given.at(-1)}${closing}`,
      ...answersOf(got, expected).map(([name, answer]) => `${name}${number} = ${answer}`),
    ];
  });
  const imported = exchanges.flatMap(({ capability }) => calls[capability]?.imported ?? []);
  const reads = exchanges.some(({ capability }) => areWeighted(capability));
  const libraries = reads ? ['import json', 'from lifspec.requests import read_input'] : ['import numpy as np'];
  return [...libraries, ...new Set(imported), ...written];
}

/** Whether the arrays of a request are texts, which the Python package reads. */
const areWeighted = (capability: string) => capability === 'network' || capability === 'training';

/** The input as the Python package passes it. */
function writeGiven(capability: string, input: object): string[] {
  if (areWeighted(capability)) {
    const text = writeLine(onWire(capability, input)).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return [`read_input("${capability}", json.loads(`, `    '${text}'`, '))'];
  }
  const { dtSeconds, tauRcSeconds, tauRefSeconds } = input as NeuronInput;
  const steps = { tauRcSteps: tauRcSeconds / dtSeconds, tauRefSteps: tauRefSeconds / dtSeconds };
  const given = Object.entries({ ...input, ...(capability === 'neuron' && steps) });
  return ['{', ...given.map(([name, value]) => `    "${name}": ${literal(value, name)},`), '}'];
}

/** A value in Python, numbers with all their digits. Numbers that are no counts are floats. */
function literal(value: unknown, name: string): string {
  const number = readNumber(value);
  if (typeof number === 'number') {
    if (!Number.isFinite(number)) return `float("${number}")`;
    const isWhole = Number.isInteger(number) && Math.abs(number) < 1e21;
    const digits = Object.is(number, -0) ? '-0' : String(number);
    return isWhole && name !== 'seed' && name !== 'neurons' ? `${digits}.0` : digits;
  }
  if (value === null) return 'float("-inf")'; // no voltage floor
  if (Array.isArray(value))
    return areNumbers(value) ? numpyArray(value) : `[${value.map((one) => literal(one, name))}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, one]) => `"${key}": ${literal(one, key)}`)}}`;
}

const areNumbers = (value: readonly unknown[]) => value.flat().every((one) => typeof readNumber(one) === 'number');

function numpyArray(value: readonly unknown[]): string {
  const [numbers, columns] = [value.flat(), Array.isArray(value[0]) ? value[0].length : undefined];
  const shape = columns === undefined ? `(${value.length},)` : `(${value.length}, ${columns})`;
  if (numbers.length > 3 && numbers.every((one) => Object.is(one, numbers[0])))
    return `np.full(${shape}, ${literal(numbers[0], '')})`;
  const row = (one: unknown): string => (Array.isArray(one) ? `[${one.map(row).join(', ')}]` : literal(one, ''));
  return numbers.length === 0 ? `np.zeros(${shape})` : `np.array(${row(value)})`;
}

/** Both answers, as far as they are known. */
function answersOf(got: unknown, expected: unknown): [name: string, answer: string][] {
  const known: [string, unknown][] = [
    ['answered', got],
    ['expected', expected],
  ];
  return known.flatMap(([name, answer]) => (answer === undefined ? [] : [[name, writeLine(answer)]]));
}
