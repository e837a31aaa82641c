/** Spike trains, or any other values, that a law expected and got. */
export interface Evidence {
  /** Where in the output they differ: `layer 1, step 3`. */
  readonly where?: string;
  /** What a right implementation gives. */
  readonly expected: unknown;
  /** What came. */
  readonly got: unknown;
}

/** What is refuted: a law, or whatever else states a claim. */
export interface Claimed {
  readonly claim: string;
  readonly statement: string;
}

/**
 * What a law throws when an implementation breaks it. It carries what was expected and what came, so that the test
 * runner, a report and the page can each show it in their own way; the message shows both spike trains one above the other.
 */
export class Refutation extends Error {
  readonly claim: string;
  readonly expected: unknown;
  readonly got: unknown;

  constructor({ claim, statement }: Claimed, { where, expected, got }: Evidence) {
    super(
      `${claim}: ${statement}${where === undefined ? '' : ` (${where})`}\n${picture('expected', expected)}\n${picture('got', got)}`,
    );
    this.name = 'Refutation';
    this.claim = claim;
    this.expected = expected;
    this.got = got;
  }
}

/** Refutes a law unless `holds`. */
export function requireThat(holds: boolean, law: Claimed, evidence: () => Evidence): void {
  if (!holds) throw new Refutation(law, evidence());
}

/** Refutes a law unless two plain values are equal. */
export function requireSame(law: Claimed, expected: unknown, got: unknown, where?: string): void {
  requireThat(areEqual(expected, got), law, () => ({ ...(where !== undefined && { where }), expected, got }));
}

/** Whether two plain values are equal, number by number; 0 and −0 are the same number. */
export function areEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A spike train to be drawn: the steps in which a neuron fired, of a run of so many steps, and what else is to be said. */
export class SpikeTrain {
  readonly spikes: readonly number[];
  readonly steps: number;
  /** What the train does not show: `voltage 0.5 after step 3`. */
  readonly note: string;

  constructor(spikes: readonly number[], steps: number, note = '') {
    this.spikes = spikes;
    this.steps = steps;
    this.note = note;
  }
}

const label = (text: string) => `  ${text.padEnd(9)}`;

function picture(text: string, value: unknown): string {
  if (!(value instanceof SpikeTrain)) return label(text) + (JSON.stringify(value) ?? String(value));
  return label(text) + raster(value) + (value.note === '' ? '' : `; ${value.note}`);
}

/** Draws a spike train, one character a step: `|` a spike, `·` none; at most 100 steps, then the number of all. */
export function raster({ spikes, steps }: SpikeTrain): string {
  const fired = new Set(spikes);
  const drawn = Math.min(steps, 100);
  const marks = Array.from({ length: drawn }, (_, step) => (fired.has(step) ? '|' : '·')).join('');
  const first = spikes.slice(0, 12).join(' ') + (spikes.length > 12 ? ' …' : '');
  const said =
    spikes.length === 0 ? 'no spikes' : `${spikes.length} spike${spikes.length === 1 ? '' : 's'}, steps ${first}`;
  return `${marks}${steps > drawn ? '…' : ''} ${said}`;
}
