/** Steps that fit in a line of a terminal. */
const widest = 72;

/** Spikes that are named; the others are counted. */
const named = 12;

/** The steps in which a neuron fired, of a run of so many. */
export interface Train {
  readonly spikes: readonly number[];
  readonly steps: number;
  /** What a train does not show. */
  readonly note?: string;
}

/** What is expected and what came, drawn for a terminal, one above the other. */
export interface Drawing {
  readonly expected: string;
  readonly got: string;
}

/**
 * Draws two spike trains, one character a step: `|` a spike, `·` none. A long run is drawn around the first step in which
 * they differ.
 *
 * @example drawTrains({ spikes: [2], steps: 4 }, { spikes: [3], steps: 4 }).expected // '··|·  1 spike: 2'
 */
export function drawTrains(expected: Train, got: Train): Drawing {
  const first = firstDifference(expected.spikes, got.spikes) ?? 0;
  const steps = Math.max(expected.steps, got.steps);
  const from = steps <= widest ? 0 : Math.max(0, Math.min(first - widest / 2, steps - widest));
  return { expected: drawTrain(expected, from), got: drawTrain(got, from) };
}

function drawTrain({ spikes, steps, note = '' }: Train, from: number): string {
  const fired = new Set(spikes);
  const to = Math.min(steps, from + widest);
  const marks = Array.from({ length: to - from }, (_, step) => (fired.has(from + step) ? '|' : '·')).join('');
  const window = from > 0 || to < steps ? `steps ${from} to ${to - 1}: ` : '';
  const more = spikes.length > named ? ' …' : '';
  const count = spikes.length === 1 ? '1 spike' : `${spikes.length} spikes`;
  const said = spikes.length === 0 ? 'no spike' : `${count}: ${spikes.slice(0, named).join(' ')}${more}`;
  return `${window}${marks}  ${said}${note === '' ? '' : `; ${note}`}`;
}

/** Longest value that is shown in full, characters. */
const longest = 400;

/** Draws what was expected and what came, spike trains or any values. */
export function draw(expected: unknown, got: unknown): Drawing {
  if (isTrain(expected) && isTrain(got)) return drawTrains(expected, got);
  const drawn = (value: unknown) => (isTrain(value) ? drawTrain(value, 0) : drawValue(value));
  return { expected: drawn(expected), got: drawn(got) };
}

function drawValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}

function isTrain(value: unknown): value is Train {
  const { spikes, steps } = (value ?? {}) as Partial<Train>;
  return Array.isArray(spikes) && typeof steps === 'number';
}

/** The earliest step that one train has and the other has not. */
function firstDifference(one: readonly number[], other: readonly number[]): number | undefined {
  const place = Array.from({ length: Math.max(one.length, other.length) }).findIndex(
    (_, spike) => one[spike] !== other[spike],
  );
  return place < 0 ? undefined : Math.min(one[place] ?? Infinity, other[place] ?? Infinity);
}
