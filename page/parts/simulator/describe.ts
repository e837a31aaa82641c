import type { Paste } from './paste.ts';
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
