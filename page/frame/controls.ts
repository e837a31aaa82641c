import type { ChoiceField, Fields, NumberField } from './fields.ts';
import { takeValue } from './fields.ts';
import type { PartState } from './store.ts';

/** Creates the controls of a part: a slider and a box per number, radio buttons per choice; the rarer ones in `more`. */
export function makeControls(element: HTMLElement, name: string, fields: Fields, state: PartState): void {
  for (const [key, field] of Object.entries(fields)) {
    const id = `${name}-${key}`;
    const control = field.kind === 'number' ? makeNumber(id, key, field, state) : makeChoice(id, key, field, state);
    element.querySelector(field.more ? '.more .controls' : '.controls')?.append(control);
    state.watch((values) => {
      control.disabled = field.matters?.(values) === false;
    });
  }
}

function makeNumber(id: string, key: string, field: NumberField, state: PartState): HTMLFieldSetElement {
  const control = document.createElement('fieldset');
  control.className = 'control';
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = field.unit ? `${field.label}, ${field.unit}` : field.label;
  const range = makeInput('range', id, field);
  const box = makeInput('text', `${id}-box`, field);
  const changed = document.createElement('p');
  changed.className = 'changed';
  changed.ariaLive = 'polite';
  box.setAttribute('aria-label', `${label.textContent}, as a number`);
  range.addEventListener('input', () => state.set({ [key]: Number(range.value) }, 'drag'));
  range.addEventListener('change', () => state.set({ [key]: Number(range.value) }, 'commit'));
  box.addEventListener('change', () => {
    const { value, fault } = takeValue(field, box.value, state.values()[key]);
    state.set({ [key]: value }, 'commit');
    box.value = String(value);
    changed.textContent = fault === undefined ? '' : `${fault}.`;
  });
  state.watch((values) => {
    range.value = String(values[key]);
    changed.textContent = '';
    if (field.told) label.textContent = `${field.label} (${field.told(values)})`;
    if (document.activeElement !== box || Number(box.value) !== values[key]) box.value = String(values[key]);
    if (field.unit) range.setAttribute('aria-valuetext', `${values[key]} ${field.unit}`);
  });
  control.append(label, range, box, changed);
  return control;
}

function makeInput(type: 'range' | 'text', id: string, { min, max, step }: NumberField): HTMLInputElement {
  const input = document.createElement('input');
  Object.assign(input, { type, id });
  if (type === 'range') Object.assign(input, { min: String(min), max: String(max), step: String(step) });
  else Object.assign(input, { inputMode: 'decimal', autocomplete: 'off' });
  return input;
}

function makeChoice(id: string, key: string, field: ChoiceField, state: PartState): HTMLFieldSetElement {
  const set = document.createElement('fieldset');
  set.className = 'control choice';
  const legend = document.createElement('legend');
  legend.textContent = field.label;
  set.append(legend);
  const inputs = Object.entries(field.options).map(([value, text]) => {
    const label = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, { type: 'radio', name: id, value });
    input.addEventListener('change', () => state.set({ [key]: value }, 'commit'));
    label.append(input, text);
    set.append(label);
    return input;
  });
  state.watch((values) => {
    for (const input of inputs) input.checked = input.value === values[key];
  });
  return set;
}
