import { drawAccuracy } from '../../chart/accuracy.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import { nengoDlCurves } from '../opening/saved.ts';
import { describePaste, floorNote } from './describe.ts';
import { drawRaster, drawReported } from './draw.ts';
import { exampleReport } from './example.ts';
import type { fields } from './fields.ts';
import { openFile } from './file.ts';
import { type Paste, type PastedReport, readPaste, trainsOf } from './paste.ts';
import type { PastedCurve } from './paste-curve.ts';
import { judgeTrain, knownAnswers, probe, referenceSpikes, type TrainVerdict } from './probe.ts';

/** Judges the content of the box at every change. Nothing leaves the page. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  const box = openBox(figure);
  let width = drawingWidth(figure.stage);
  let spoken = false;
  const show = () => {
    const paste = readPaste(box.value);
    box.setAttribute('aria-invalid', String(paste.kind === 'fault'));
    figure.say(describePaste(paste), spoken);
    const verdict = paste.kind === 'train' ? judgeTrain(paste.steps) : undefined;
    figure.stage.innerHTML = drawPaste(paste, verdict, width);
    if (paste.kind === 'report') tabulateReport(figure, paste.report);
    else if (paste.kind === 'curve') tabulateCurves(figure, paste.curves);
    else tabulateTrain(figure, verdict);
  };
  box.addEventListener('input', () => {
    spoken = true;
    show();
  });
  openFile(
    figure.extra,
    (text) => {
      box.value = text;
      spoken = true;
      show();
    },
    (message) => figure.say(message, true),
  );
  let filled = 'own';
  state.watch(({ example }, kind) => {
    if (example !== filled) box.value = exampleOf(example);
    filled = example;
    spoken = kind !== 'drag';
    show();
  });
  figure.onReset(() => {
    box.value = '';
    show();
  });
  figure.onWidth((now) => {
    width = now;
    show();
  });
};

function openBox(figure: Figure): HTMLTextAreaElement {
  figure.extra.innerHTML = `<label for="simulator-box">Paste the steps in which your neuron fired (a list, a table, or 0 or 1 per step), a report of <code>lifspec check --report json</code>, or CSV or JSON of <code>lifspec sweep</code></label>
<textarea id="simulator-box" rows="4" spellcheck="false" autocomplete="off" aria-describedby="simulator-probe"></textarea>
<details><summary>Copy the probe into your simulator</summary><p class="small" id="simulator-probe">One LIF neuron: dt 1 ms, τ_rc 20 ms, τ_ref 2 ms, threshold 1, reset 0, floor 0, initial voltage 0. Current J in each of the ${probe.length} steps:</p>
<textarea rows="4" readonly aria-label="Current of each step">${JSON.stringify(probe)}</textarea></details>`;
  return figure.extra.querySelector('textarea') as HTMLTextAreaElement;
}

/** The spikes of a known simulator, or an example of a report. */
function exampleOf(name: string): string {
  if (name === 'own') return '';
  if (name === 'report') return JSON.stringify(exampleReport, null, 1);
  return (knownAnswers().find(({ profile }) => profile.id === name)?.spikes ?? []).join(', ');
}

function drawPaste(paste: Paste, verdict: TrainVerdict | undefined, width: number): string {
  const trains = paste.kind === 'report' ? trainsOf(paste.report) : undefined;
  if (trains !== undefined) return drawReported(trains, width);
  if (paste.kind !== 'curve') return drawRaster(verdict ?? { expected: referenceSpikes(), got: [] }, width);
  const own = paste.curves.map(({ floor, points }) => ({
    look: looks[floor] ?? 'ink',
    points,
    name: `yours${floorNote(floor)}`,
  }));
  const saved = (['with', 'without'] as const).map((kind) => ({
    look: `${kind} saved`,
    points: nengoDlCurves[kind],
    name: `NengoDL, ${kind} floor`,
  }));
  return drawAccuracy(
    [...saved, ...own],
    width,
    'Accuracy over spike amplitude: yours, and a saved study of NengoDL’s network',
  );
}

/** Looks of pasted curves, by floor as written. */
const looks: Readonly<Record<string, string>> = { '0': 'with', none: 'without', null: 'without' };

function tabulateCurves(figure: Figure, curves: readonly PastedCurve[]): void {
  const rows = curves.flatMap(({ floor, points }) =>
    points.map(([amplitude, accuracy]) => [floor, amplitude, accuracy]),
  );
  figure.tabulate('Pasted accuracy in percent, mean over seeds', ['floor', 'amplitude', 'accuracy, %'], rows);
}

function tabulateTrain(figure: Figure, verdict: TrainVerdict | undefined): void {
  const expected = verdict?.expected ?? referenceSpikes();
  const got = verdict?.got ?? [];
  const rows = Array.from({ length: Math.max(expected.length, got.length) }, (_, index) => [
    index + 1,
    expected[index] ?? '',
    got[index] ?? '',
  ]);
  figure.tabulate('Steps of the spikes', ['spike', 'expected', 'yours'], rows);
}

function tabulateReport(figure: Figure, { claims }: PastedReport): void {
  figure.tabulate(
    'Claims of the report',
    ['claim', 'outcome', 'level', 'expected', 'got'],
    claims.map(({ id, outcome, level, expected = '', got = '' }) => [id, outcome, level, expected, got]),
  );
}
