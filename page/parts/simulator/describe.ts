import type { Paste, PastedReport } from './paste.ts';
import type { PastedCurve } from './paste-curve.ts';
import { judgeTrain, probe, referenceSpikes, type TrainVerdict } from './probe.ts';

const meanings: Readonly<Record<string, string>> = {
  steps: 'every spike in its step',
  shifted: 'every spike within one step of its own',
  counts: 'at every step, the spike count is within one of the expected one',
  rates: 'the total spike count is within one of the expected one',
  none: 'the spike counts differ by more than one',
};

/** Describes the pasted content and how it compares. */
export function describePaste(paste: Paste): string {
  if (paste.kind === 'fault') return paste.message;
  if (paste.kind === 'nothing') {
    return `Nothing pasted yet. The probe is a longer current than the one above, ${probe.length} steps; the reference fires ${referenceSpikes().length} times.`;
  }
  if (paste.kind === 'report') return describeReport(paste.report);
  if (paste.kind === 'curve') return describeCurves(paste.curves);
  return describeTrain(judgeTrain(paste.steps));
}

function describeTrain({ level, alike, nearest, expected, got }: TrainVerdict): string {
  const shift = level.shift === undefined || level.shift === 'either' ? '' : `, one step ${level.shift}`;
  const count =
    got.length === expected.length ? `${got.length} spikes` : `${got.length} instead of ${expected.length} spikes`;
  const start = `${count}. Level “${level.name}”${shift}: ${meanings[level.name] ?? ''}.`;
  if (alike.length > 0) return `${start} It behaves like: ${alike.join('; ')}.`;
  if (nearest === undefined) return start;
  return `${start} No known simulator gives these spikes; the closest is ${nearest.simulator}, which first differs at step ${nearest.step}.`;
}

function describeReport({ name, level, conforming, claims, looksLike }: PastedReport): string {
  const broken = claims.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id);
  const verdict = conforming === undefined ? '' : conforming ? ', conforming' : ', not conforming';
  const parts = [`Report on ${name}: level “${level}”${verdict}; ${claims.length} claims judged`];
  if (broken.length > 0) parts.push(`broken: ${broken.join(', ')}`);
  if (looksLike.length > 0) parts.push(`it fails like: ${looksLike.join('; ')}`);
  return `${parts.join('; ')}.`;
}

/** Names the floor of a pasted curve, to append to a label. */
export function floorNote(floor: string): string {
  return floor === '' ? '' : floor === 'none' ? ', no floor' : `, floor ${floor}`;
}

function describeCurves(curves: readonly PastedCurve[]): string {
  const told = curves.map(({ floor, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return `yours${floorNote(floor)}: ${first?.[1].toFixed(1)} % at amplitude ${first?.[0]}, ${last?.[1].toFixed(1)} % at ${last?.[0]}`;
  });
  return `${told.join('; ')}. Faint: a saved study of NengoDL’s network.`;
}
