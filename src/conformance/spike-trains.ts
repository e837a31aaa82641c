/** Number of steps drawn on a line of a terminal of 80 columns, after the text that precedes them. */
const drawnSteps = 48;

const listedSpikes = 12;

/** Number of characters after which a printed value is truncated. */
const printedCharacters = 400;

/** The steps in which a neuron fired in a run of `steps` steps. */
export class SpikeTrain {
  readonly spikes: readonly number[];
  readonly steps: number;
  /** Information that the train itself does not show, such as `voltage 0.5 after step 3`. */
  readonly note: string;

  constructor(spikes: readonly number[], steps: number, note = '') {
    this.spikes = spikes;
    this.steps = steps;
    this.note = note;
  }
}

/** The expected and the actual value as text, and where two spike trains first differ. */
export interface Drawing {
  readonly expected: string;
  readonly got: string;
  /** Whether both are spike trains, drawn with one character per step. */
  readonly isDrawn?: true;
  readonly stage?: 'spikes';
  readonly step?: number;
}

/**
 * Draws two values, to be printed one above the other. Two spike trains are drawn around the first difference, or around
 * the step that a note names.
 *
 * @example drawTrains(new SpikeTrain([2], 4), new SpikeTrain([3], 4)).expected // '··|·  1 spike: 2'
 */
export function drawTrains(expected: unknown, got: unknown): Drawing {
  const [one, other] = [expected, got];
  const areTrains = one instanceof SpikeTrain && other instanceof SpikeTrain;
  const step = areTrains ? firstDifference(one.spikes, other.spikes) : undefined;
  const last = areTrains ? Math.max(one.steps, other.steps) - drawnSteps : 0;
  const noted = areTrains ? Number(/step (\d+)/.exec(other.note || one.note)?.[1] ?? 0) : 0;
  const from = Math.max(0, Math.min((step ?? noted) - drawnSteps / 2, last));
  const text = (value: unknown) => (value instanceof SpikeTrain ? drawTrain(value, from) : printValue(value));
  return {
    expected: text(expected),
    got: text(got),
    ...(areTrains && { isDrawn: true }),
    ...(step !== undefined && { stage: 'spikes', step }),
  };
}

/**
 * Draws a spike train with one character per step: `|` for a spike, `·` for none.
 *
 * @param from - first step to be drawn
 */
export function drawTrain({ spikes, steps, note }: SpikeTrain, from = 0): string {
  const fired = new Set(spikes);
  const to = Math.min(steps, from + drawnSteps);
  const marks = Array.from({ length: to - from }, (_, step) => (fired.has(from + step) ? '|' : '·')).join('');
  const window = from > 0 || to < steps ? `steps ${from} to ${to - 1}: ` : '';
  const more = spikes.length > listedSpikes ? ' …' : '';
  const count = spikes.length === 1 ? '1 spike' : `${spikes.length} spikes`;
  const list = spikes.length === 0 ? 'no spike' : `${count}: ${spikes.slice(0, listedSpikes).join(' ')}${more}`;
  return `${window}${marks}  ${list}${note === '' ? '' : `; ${note}`}`;
}

function printValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > printedCharacters ? `${text.slice(0, printedCharacters)} …` : text;
}

/** The earliest step that is in one train but not in the other; undefined if the trains are equal. */
export function firstDifference(one: readonly number[], other: readonly number[]): number | undefined {
  const longest = Math.max(one.length, other.length);
  for (let spike = 0; spike < longest; spike++) {
    if (one[spike] !== other[spike]) return Math.min(one[spike] ?? Infinity, other[spike] ?? Infinity);
  }
  return undefined;
}
