import { firstDifference } from '../../../src/conformance/spike-trains.ts';
import { at, drawCurve, layOut, line, words, wrapSvg } from '../../chart/plot.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth, watchWidth } from '../../frame/figure.ts';
import type { Figure } from '../../frame/part.ts';
import type { PartState } from '../../frame/store.ts';
import type { fields } from './fields.ts';
import { type Paste, readPaste } from './paste.ts';
import { judgeTrain, knownAnswers, probe, referenceSpikes, type TrainVerdict } from './probe.ts';

/** Judges the content of the box at every change. Nothing leaves the page. */
export function openOwn(figure: Figure, state: PartState<ValuesOf<typeof fields>>): void {
  const own = makeOwn(figure);
  const [box, stage, judged] = ['textarea', '.drawing', '.judged'].map((part) => own.querySelector(part)) as [
    HTMLTextAreaElement,
    HTMLElement,
    HTMLElement,
  ];
  let width = drawingWidth(own);
  const judge = (sentence: string, spoken: boolean) => {
    judged.textContent = sentence;
    if (spoken) figure.speak(sentence);
  };
  const show = (spoken: boolean) => {
    const paste = readPaste(box.value);
    box.setAttribute('aria-invalid', String(paste.kind === 'fault'));
    judge(describePaste(paste), spoken);
    stage.innerHTML = paste.kind === 'train' ? drawRaster(judgeTrain(paste.steps), width) : '';
  };
  const take = (text: string) => {
    box.value = text;
    show(true);
  };
  box.addEventListener('input', () => show(true));
  let filled = 'own';
  state.watch(({ example }) => {
    if (example !== filled) take(exampleOf(example));
    filled = example;
  });
  figure.onReset(() => {
    box.value = '';
    show(false);
  });
  // the stage itself has no width where it is not a box
  watchWidth(own, (now) => {
    width = now;
    show(false);
  });
  show(false);
}

/** Beneath the raster, with the control that fills the box. */
function makeOwn({ element }: Figure): HTMLElement {
  const own = document.createElement('div');
  own.className = 'own';
  own.innerHTML = `<h2>Compare your own simulator</h2>
<label for="simulator-box">Paste the steps in which your neuron fired: a list, a table, or 0 or 1 per step</label>
<textarea id="simulator-box" rows="3" spellcheck="false" autocomplete="off" aria-describedby="simulator-probe"></textarea>
<p class="judged"></p>
<div class="drawing"></div>
<details><summary>Copy the probe into your simulator</summary><p class="small" id="simulator-probe">One LIF neuron: dt 1 ms, τ_rc 20 ms, τ_ref 2 ms, threshold 1, reset 0, floor 0, initial voltage 0. Current J in each of the ${probe.length} steps, another one than above:</p>
<textarea rows="4" readonly aria-label="Current of each step">${JSON.stringify(probe)}</textarea></details>`;
  const filler = element.querySelector('fieldset:has(input[name="simulator-example"])');
  if (filler !== null) own.querySelector('textarea')?.after(filler);
  element.querySelector('.body')?.after(own);
  return own;
}

/** The spikes of a known simulator, as text. */
function exampleOf(name: string): string {
  return (knownAnswers().find(({ profile }) => profile.id === name)?.spikes ?? []).join(', ');
}

/** Describes the pasted content and how it compares. */
export function describePaste(paste: Paste): string {
  if (paste.kind === 'fault') return paste.message;
  if (paste.kind === 'nothing') {
    return `Nothing pasted yet. The probe is a longer current than the one above, ${probe.length} steps; the reference fires ${referenceSpikes().length} times.`;
  }
  return describeTrain(judgeTrain(paste.steps));
}

function describeTrain({ alike, nearest, expected, got }: TrainVerdict): string {
  const count =
    got.length === expected.length ? `${got.length} spikes` : `${got.length} instead of ${expected.length} spikes`;
  const isSame = firstDifference(expected, got) === undefined;
  const start = `${count}, ${isSame ? 'each in its step' : 'some missing, added, or in other steps'}.`;
  if (alike.length > 0) return `${start} It behaves like: ${alike.join('; ')}.`;
  if (nearest === undefined) return start;
  return `${start} No known simulator gives these spikes; the closest is ${nearest.simulator}, which first differs at step ${nearest.step}.`;
}

const currentHeight = 120;
const rowHeight = 34;
const bottom = 44;

/** Draws the probe current, the expected and the pasted spikes. Spikes that are not in both are marked. */
function drawRaster({ expected, got }: Pick<TrainVerdict, 'expected' | 'got'>, width: number): string {
  const height = currentHeight + 2 * rowHeight + bottom;
  const left = 74;
  const plot = layOut({
    width,
    height,
    left,
    top: 26,
    bottom: 2 * rowHeight + bottom,
    x: { from: 0, to: probe.length, label: '', ticks: [] },
    y: { from: -5, to: 13, label: 'current J of the probe', ticks: [-5, 1, 5, 10] },
  });
  const stairs = probe.flatMap((current, step): [number, number][] => [
    [step, current],
    [step + 1, current],
  ]);
  // nothing is marked until something is pasted
  const known = got.length === 0 ? expected : got;
  const rows = [drawRow(expected, known, 0, 'expected', plot.x), drawRow(got, expected, 1, 'yours', plot.x)];
  const foot = currentHeight + 2 * rowHeight;
  const ticks = [0, 50, 100, 150, 200].map((step) => words(plot.x(step), foot + 16, String(step), '', 'middle'));
  return wrapSvg(
    width,
    height,
    `Raster: ${expected.length} spikes expected, ${got.length} found`,
    plot.axes,
    drawCurve(plot, stairs, 'ink'),
    ...rows,
    line(left, foot, plot.inner.right, foot, 'axis'),
    ...ticks,
    words((left + plot.inner.right) / 2, height - 4, 'step', 'label', 'middle'),
  );
}

function drawRow(
  own: readonly number[],
  other: readonly number[],
  row: number,
  name: string,
  x: (step: number) => number,
): string {
  const known = new Set(other);
  const top = currentHeight + row * rowHeight + 9;
  const wide = Math.max(1.5, (x(1) - x(0)) * 0.7);
  const bars = own.map((step) => {
    const odd = known.has(step) ? '' : `<path class="odd" d="M${at(x(step) - 4)} ${top - 6}h8l-4 5Z"/>`;
    return `<rect class="${known.has(step) ? 'spike-quiet' : 'odd'}" x="${at(x(step))}" y="${top}" width="${at(wide)}" height="${rowHeight - 14}"/>${odd}`;
  });
  return words(64, top + 14, name, 'small', 'end') + bars.join('');
}
