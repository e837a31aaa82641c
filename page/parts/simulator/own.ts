import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth, watchWidth } from '../../frame/figure.ts';
import type { Figure } from '../../frame/part.ts';
import type { PartState } from '../../frame/store.ts';
import { describePaste } from './describe.ts';
import { drawRaster } from './draw.ts';
import type { fields } from './fields.ts';
import { readPaste } from './paste.ts';
import { judgeTrain, knownAnswers, probe } from './probe.ts';

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
