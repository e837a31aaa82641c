import type { ChoiceField, Fields, NumberField } from './fields.ts';
import { takeValue } from './fields.ts';
import type { PartState } from './store.ts';

/** Creates the controls of a part: a slider and a box per number, radio buttons per choice. */
export function makeControls(parent: HTMLElement, name: string, fields: Fields, state: PartState): void {
  for (const [key, field] of Object.entries(fields)) {
    const id = `${name}-${key}`;
    parent.append(field.kind === 'number' ? makeNumber(id, key, field, state) : makeChoice(id, key, field, state));
  }
}

function makeNumber(id: string, key: string, field: NumberField, state: PartState): HTMLElement {
  const control = document.createElement('div');
  control.className = 'control';
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = field.unit ? `${field.label}, ${field.unit}` : field.label;
  const range = makeInput('range', id, field);
  const box = makeInput('number', `${id}-box`, field);
  box.setAttribute('aria-label', `${label.textContent}, as a number`);
  range.addEventListener('input', () => state.set({ [key]: Number(range.value) }, 'drag'));
  range.addEventListener('change', () => state.set({ [key]: Number(range.value) }, 'commit'));
  box.addEventListener('change', () => {
    const { value, fault } = takeValue(field, box.value);
    box.setCustomValidity(fault ?? '');
    box.reportValidity();
    box.setCustomValidity('');
    state.set({ [key]: value }, 'commit');
    box.value = String(value);
  });
  state.watch((values) => {
    range.value = String(values[key]);
    if (document.activeElement !== box || Number(box.value) !== values[key]) box.value = String(values[key]);
    if (field.unit) range.setAttribute('aria-valuetext', `${values[key]} ${field.unit}`);
  });
  control.append(label, range, box);
  return control;
}

function makeInput(type: 'range' | 'number', id: string, { min, max, step, whole }: NumberField): HTMLInputElement {
  const input = document.createElement('input');
  Object.assign(input, {
    type,
    id,
    min: String(min),
    max: String(max),
    step: type === 'range' ? String(step) : whole ? '1' : 'any',
  });
  if (type === 'number') input.inputMode = 'decimal';
  return input;
}

function makeChoice(id: string, key: string, field: ChoiceField, state: PartState): HTMLElement {
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
