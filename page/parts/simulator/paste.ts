import { probe } from './probe.ts';

/** The pasted content. */
export type Paste = { readonly kind: 'nothing' } | TrainReading;

/** Steps of spikes, or an error. */
type TrainReading =
  | { readonly kind: 'train'; readonly steps: readonly number[] }
  | { readonly kind: 'fault'; readonly message: string };

/** Longer texts are not read. The spikes of the probe, as the longest table of one neuron, need a tenth of it. */
const mostCharacters = 100_000;

/** Reads pasted steps of spikes in any common notation. It never throws. */
export function readPaste(text: string): Paste {
  const trimmed = withoutNestComments(text.trim());
  if (trimmed === '') return { kind: 'nothing' };
  if (text.length > mostCharacters)
    return fault(`This has ${text.length} characters; at most ${mostCharacters} are read. Paste one neuron only.`);
  return looksLikeSpikes(trimmed) ? readSpikeTable(trimmed) : readTrain(trimmed);
}

/** NEST's files start with comments, and separate their columns by a tab, or by spaces if printed. */
function withoutNestComments(text: string): string {
  const table = text.replace(/^(?:#.*\n)+/, '');
  return /^senders?[ \t]+times?/i.test(table) ? table.replace(/[ \t]+/g, '\t') : text;
}

function fault(message: string): TrainReading {
  return { kind: 'fault', message };
}

interface Word {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Converts a pasted number to a step. */
interface Unit {
  readonly perStep: number;
  /** Steps from the start of the first step to the time that is written. */
  readonly lead: number;
}

const asSteps: Unit = { perStep: 1, lead: 0 };
/** The length of a step, 1 ms, in the unit of the paste. */
const units: Readonly<Record<string, number>> = { ms: 1, msecond: 1, s: 0.001, second: 0.001 };

/** Converts a word; leaves what is not close to a step. */
function toStep({ text, line }: Word, { perStep, lead }: Unit): Word {
  const step = text === '' ? Number.NaN : Number(text) / perStep - lead;
  return Math.abs(step - Math.round(step)) < 1e-6 ? { line, text: String(Math.round(step)) } : { line, text };
}

/** Whether a text starts with a header of several columns, one of which contains steps. */
function looksLikeSpikes(text: string): boolean {
  return /^[^\n]*[,;\t]/.test(text) && columnsOf(text).some((name) => stepNames.test(name));
}

/**
 * Reads a table with one row per spike, or one row per step with 0 or 1 in a column named `spike`. Only the first of
 * several neurons is read.
 */
function readSpikeTable(text: string): TrainReading {
  const names = columnsOf(text);
  const separator = separatorOf(text);
  const unit = unitOfColumns(names);
  const columnOf = (name: RegExp) => names.findIndex((other) => name.test(other));
  const [step, fired, neuron] = [
    columnOf(stepNames),
    columnOf(/^(spikes?|fired)$/i),
    columnOf(/^(neuron|sender|cell)s?$/i),
  ];
  const rows = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, cells: line.split(separator).map(bare) }))
    .slice(1)
    .filter(({ cells }) => cells.join('') !== '');
  const first = rows[0]?.cells[neuron];
  return readWords(
    rows
      .filter(({ cells }) => cells[neuron] === first && (fired < 0 || Number(cells[fired]) !== 0))
      .map(({ line, cells }) => toStep({ line, text: cells[step] ?? '' }, unit)),
  );
}

const stepNames = /^(?:(?:spike[ _]?)?steps?|times?(?:_m?s)?)$/i;

/** NEST writes the end of the step in which a neuron fired. */
function unitOfColumns(names: readonly string[]): Unit {
  const time = names.find((name) => /^time/i.test(name));
  if (time === undefined) return asSteps;
  return { perStep: /_ms$/i.test(time) ? 1 : 0.001, lead: names.some((name) => /^senders?$/i.test(name)) ? 1 : 0 };
}

function columnsOf(text: string): string[] {
  const [head = ''] = text.split('\n', 1);
  return head.split(separatorOf(text)).map(bare);
}

/** The separator of a table; a comma is tried last, because it may be a decimal comma. */
function separatorOf(text: string): string {
  const [head = ''] = text.split('\n', 1);
  return ['\t', ';', ','].find((one) => head.includes(one)) ?? ',';
}

function bare(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

/**
 * Reads the steps of spikes: separated by spaces, commas, semicolons or line ends, in brackets, below a header, as
 * NumPy, PyTorch or Brian2 print them, as times in seconds, or as one value for every step of the probe.
 */
function readTrain(text: string): TrainReading {
  const words = wordsOf(text);
  const isList = /\w|\[\s*\]/.test(text);
  if (!isList) return fault('There are no numbers in this. Spikes are steps: whole numbers from 0.');
  const values = words.map(({ text }) => Number(text));
  // one value per step: 0 or 1, or 0 or the height of a spike in hertz
  const heights = new Set(values.filter((value) => value !== 0));
  if (values.length === probe.length && heights.size <= 1 && values.every(Number.isFinite))
    return { kind: 'train', steps: values.flatMap((value, step) => (value === 0 ? [] : [step])) };
  const unit = unitOf(text, values);
  const reading = readWords(words.map((word) => toStep(word, unit)));
  const numbers = text.trim().split(/[\s;]+/);
  // “7,5 20,5” may also be four steps, but these would not ascend
  if (reading.kind === 'fault' && numbers.every((number) => /^\d+,\d+$/.test(number)))
    return fault(`“${numbers[0]?.slice(0, 20)}” has a decimal comma. Spikes are steps: whole numbers from 0.`);
  return reading;
}

/** The unit after the list, as Brian2 writes it; without one, fractions below the probe's length are seconds. */
function unitOf(text: string, values: readonly number[]): Unit {
  const written = unitNames.exec(text)?.[1];
  if (written !== undefined) return { perStep: units[written] as number, lead: 0 };
  const areSeconds = values.some((value) => value % 1 !== 0) && values.every((value) => value < probe.length / 1000);
  return areSeconds ? { perStep: 0.001, lead: 0 } : asSteps;
}

const unitNames = /\*?\s*\b(msecond|second|ms|s)>?\s*$/;

function readWords(words: readonly Word[]): TrainReading {
  const steps: number[] = [];
  for (const { text, line } of words) {
    const error = errorIn(text, steps.at(-1));
    if (error !== undefined)
      return fault(
        `Line ${line}: “${text.slice(0, 20)}” ${error} ${steps.length} of ${words.length} values were read.`,
      );
    steps.push(Number(text));
  }
  return { kind: 'train', steps };
}

function wordsOf(text: string): Word[] {
  const list = text
    .replace(unitNames, '')
    .replace(/^\s*(?:<[^:>]*:\s*)?(?:(?:np|numpy|torch)\.)?(?:array|tensor)\(/, '')
    .replace(/(?:,\s*(?:dtype|device)=['\w.:]+)+\)?\s*$/, '')
    .replace(/\bTrue\b/g, '1')
    .replace(/\bFalse\b/g, '0');
  return list.split('\n').flatMap((line, index) => {
    if (index === 0 && /^\W*(?:spikes?|(?:spike[ _]?)?steps?)\W*$/i.test(line)) return [];
    const words = line.split(/[\s,;()[\]"']+/).filter((part) => part !== '');
    return words.map((word) => ({ text: word, line: index + 1 }));
  });
}

function errorIn(text: string, before: number | undefined): string | undefined {
  const step = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(step)) return 'is not a number. Spikes are steps: whole numbers from 0.';
  if (!Number.isInteger(step)) return 'is not a whole number. Spikes are steps: divide times in seconds by 0.001.';
  if (step < 0 || step >= probe.length) return `is outside the probe, which has the steps 0 to ${probe.length - 1}.`;
  if (before !== undefined && step <= before) return `comes after ${before}; steps must ascend, each once.`;
  return undefined;
}
