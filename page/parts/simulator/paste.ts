import { type CurveReading, looksLikeCurve, type PastedCurve, readCurveRows, readCurveTable } from './paste-curve.ts';
import { looksLikeSpikes, readSpikeTable, readTrain, type TrainReading } from './paste-train.ts';

/** The pasted content. */
export type Paste =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'train'; readonly steps: readonly number[] }
  | { readonly kind: 'report'; readonly report: PastedReport }
  | { readonly kind: 'curve'; readonly curves: readonly PastedCurve[] }
  | { readonly kind: 'fault'; readonly message: string };

/** The content of a report of `lifspec check --report json` that is shown. */
export interface PastedReport {
  readonly name: string;
  readonly level: string;
  readonly conforming: boolean | undefined;
  readonly claims: readonly ReportedClaim[];
  readonly looksLike: readonly string[];
}

/** A claim in a report. */
export interface ReportedClaim {
  readonly id: string;
  readonly level: string;
  readonly outcome: string;
  /** Drawn spike trains of the first failure, if there is one. */
  readonly expected?: string;
  readonly got?: string;
}

/** Expected and actual spike trains of a failure. */
export interface ReportedTrains {
  /** The claim that failed. */
  readonly claim: string;
  readonly from: number;
  readonly steps: number;
  readonly expected: readonly number[];
  readonly got: readonly number[];
}

/** Parses the first drawn spike trains in a report; undefined if there are none. */
export function trainsOf({ claims }: PastedReport): ReportedTrains | undefined {
  for (const { id, expected = '', got = '' } of claims) {
    const [one, other] = [readDrawing(expected), readDrawing(got)];
    if (one === undefined || other === undefined || (one.spikes.length === 0 && other.spikes.length === 0)) continue;
    const steps = Math.max(one.steps, other.steps);
    return { claim: id, from: one.from, steps, expected: one.spikes, got: other.spikes };
  }
  return undefined;
}

/** Parses a drawn spike train: `steps 10 to 81: ··|··  2 spikes: …`. */
function readDrawing(text: string): { from: number; steps: number; spikes: number[] } | undefined {
  const [, window, marks] = /^(?:steps (\d+) to \d+: )?([|·]+)(?:\s|$)/.exec(text) ?? [];
  if (marks === undefined) return undefined;
  const from = Number(window ?? 0);
  return { from, steps: marks.length, spikes: [...marks].flatMap((mark, step) => (mark === '|' ? [from + step] : [])) };
}

const maxLength = 2_000_000;
const mostClaims = 200;

/** Parses pasted content: steps of spikes in any common notation, an accuracy curve, or a report. It never throws. */
export function readPaste(text: string): Paste {
  const trimmed = withoutNestComments(text.trim());
  if (trimmed === '') return { kind: 'nothing' };
  if (text.length > maxLength) {
    return fault(
      `This is ${(text.length / 1e6).toFixed(1)} million characters long; at most ${maxLength / 1e6} million are read.`,
    );
  }
  if (looksLikeCurve(trimmed)) return asPaste(readCurveTable(trimmed));
  if (trimmed.startsWith('{')) return readJson(trimmed);
  return asTrain(looksLikeSpikes(trimmed) ? readSpikeTable(trimmed) : readTrain(trimmed));
}

/** NEST's files start with comments, and separate their columns by a tab, or by spaces if printed. */
function withoutNestComments(text: string): string {
  const table = text.replace(/^(?:#.*\n)+/, '');
  return /^senders?[ \t]+times?/i.test(table) ? table.replace(/[ \t]+/g, '\t') : text;
}

function asTrain(reading: TrainReading): Paste {
  return 'fault' in reading ? fault(reading.fault) : { kind: 'train', steps: reading.steps };
}

function asPaste(reading: CurveReading): Paste {
  return 'fault' in reading ? fault(reading.fault) : { kind: 'curve', curves: reading.curves };
}

function fault(message: string): Paste {
  return { kind: 'fault', message };
}

function readJson(text: string): Paste {
  let read: Record<string, unknown>;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return fault(`This starts like a report but is not JSON: ${(error as Error).message.slice(0, 120)}`);
  }
  try {
    return readReport(read);
  } catch {
    return fault('This JSON contains lists or objects where a report or a row has numbers or texts.');
  }
}

/** Throws if a value is nested too deeply, or cannot be written as text. */
function readReport(read: Record<string, unknown>): Paste {
  const { implementation, level, claims, conforming, looksLike, rows, output } = read;
  // an answer of an adapter
  const { spikes } = (output ?? read) as { spikes?: unknown };
  if (Array.isArray(spikes)) return asTrain(readTrain(JSON.stringify(Array.isArray(spikes[0]) ? spikes[0] : spikes)));
  if (Array.isArray(rows)) return asPaste(readCurveRows(rows));
  if ((typeof level !== 'string' && level !== null) || !Array.isArray(claims)) {
    return fault(
      'This JSON is neither a report of “lifspec check --report json”, with a level and claims, nor rows of “lifspec sweep”.',
    );
  }
  const named = implementation as { name?: unknown } | undefined;
  return {
    kind: 'report',
    report: {
      name: say(named?.name, 'an implementation'),
      level: say(level, 'not tested'),
      conforming: typeof conforming === 'boolean' ? conforming : undefined,
      claims: claims.slice(0, mostClaims).map(readClaim),
      looksLike: Array.isArray(looksLike)
        ? looksLike.slice(0, 3).map((one) => say(one?.difference ?? one?.name, '?'))
        : [],
    },
  };
}

function readClaim(claim: unknown): ReportedClaim {
  const { id, level, outcome, cases } = (claim ?? {}) as Record<string, unknown>;
  const failed = (Array.isArray(cases) ? cases : []).find((one) => typeof one?.failure?.expected === 'string');
  const shown =
    failed === undefined ? {} : { expected: say(failed.failure.expected, ''), got: say(failed.failure.got, '') };
  return { id: say(id, '?'), level: say(level, '–'), outcome: say(outcome, '–'), ...shown };
}

function say(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value.slice(0, 300) : otherwise;
}
