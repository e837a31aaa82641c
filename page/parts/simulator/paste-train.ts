import { probe } from './probe.ts';

/** Steps of spikes, or an error. */
export type TrainReading = { readonly steps: readonly number[] } | { readonly fault: string };

interface Word {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Whether a text starts with a header of several columns, one of which contains steps. */
export function looksLikeSpikes(text: string): boolean {
  return /^[^\n]*[,;\t]/.test(text) && columnsOf(text).some((name) => stepNames.test(name));
}

/**
 * Reads a table with one row per spike, or one row per step with 0 or 1 in a column named `spike`. Only the first of
 * several neurons is read.
 */
export function readSpikeTable(text: string): TrainReading {
  const names = columnsOf(text);
  const separator = separatorOf(text);
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
      .map(({ line, cells }) => ({ line, text: cells[step] ?? '' })),
  );
}

const stepNames = /^(?:spike[ _]?)?steps?$/i;

function columnsOf(text: string): string[] {
  const [head = ''] = text.split('\n', 1);
  return head.split(separatorOf(text)).map(bare);
}

/** The separator of a table; a comma is tried last, because it may be a decimal comma. */
export function separatorOf(text: string): string {
  const [head = ''] = text.split('\n', 1);
  return ['\t', ';', ','].find((one) => head.includes(one)) ?? ',';
}

function bare(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

/**
 * Reads the steps of spikes: separated by spaces, commas, semicolons or line ends, in brackets, below a header, as
 * Python prints an array, or as 0 or 1 for every step of the probe.
 */
export function readTrain(text: string): TrainReading {
  const words = wordsOf(text);
  if (words.length === probe.length && words.every(({ text }) => text === '0' || text === '1'))
    return { steps: words.flatMap(({ text }, step) => (text === '1' ? [step] : [])) };
  return readWords(words);
}

function readWords(words: readonly Word[]): TrainReading {
  const steps: number[] = [];
  for (const { text, line } of words) {
    const error = errorIn(text, steps.at(-1));
    if (error !== undefined) return { fault: `Line ${line}: “${text.slice(0, 20)}” ${error}` };
    steps.push(Number(text));
  }
  return { steps };
}

function wordsOf(text: string): Word[] {
  const list = text.replace(/^\s*(?:(?:np|numpy)\.)?array\(/, '').replace(/,\s*dtype=\w+\)\s*$/, '');
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
