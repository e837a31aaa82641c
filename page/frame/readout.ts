import type { Figure } from './part.ts';

/** Horizontal axis of a drawing, as `layOut` writes it. */
interface DrawnAxis {
  readonly svg: SVGSVGElement;
  readonly left: number;
  readonly right: number;
  readonly from: number;
  readonly to: number;
  readonly isLogarithmic: boolean;
}

/** A readout shows at most this many columns. */
const mostColumns = 14;

/**
 * Shows the numbers under the pointer or a finger, or those chosen with the arrow keys, beside a line in the chart. They
 * come from the table of the figure, whose first column is the horizontal axis.
 */
export function openReadout({ element, stage, speak }: Figure): void {
  const box = document.createElement('div');
  box.className = 'readout';
  box.hidden = true;
  box.ariaHidden = 'true';
  const label = document.createElement('span');
  box.append(label);
  stage.after(box);
  const shown = { row: -1 };
  const hide = () => {
    box.hidden = true;
  };
  const show = (axis: DrawnAxis, row: HTMLTableRowElement): string => {
    const text = describeRow(row);
    label.textContent = text;
    box.hidden = false;
    place(box, axis, axisValueOf(row));
    shown.row = row.sectionRowIndex;
    return text;
  };
  const point = ({ target, clientX }: PointerEvent) => {
    const svg = (target as Element).closest('svg');
    const axis = svg && axisOf(svg);
    const row = axis && nearestRow(rowsOf(element), valueAt(axis, clientX));
    if (!row) return hide();
    show(axis, row);
  };
  stage.addEventListener('pointermove', point);
  stage.addEventListener('pointerdown', point);
  stage.addEventListener('pointerleave', ({ pointerType }) => {
    // a finger leaves when it is lifted
    if (pointerType !== 'touch') hide();
  });
  // the finger scrolls
  stage.addEventListener('pointercancel', hide);
  stage.addEventListener('blur', hide);
  stage.addEventListener('keydown', (event) => {
    const axis = axisIn(stage);
    const rows = rowsOf(element);
    if (axis === undefined || rows.length === 0) return;
    const next = nextRow(event.key, box.hidden ? -1 : shown.row, rows.length);
    if (event.key === 'Escape') hide();
    if (next === undefined) return;
    event.preventDefault();
    speak(show(axis, rows[next] as HTMLTableRowElement));
  });
  const describe = () => {
    if (axisIn(stage) === undefined) return;
    stage.tabIndex = 0;
    stage.role = 'group';
    stage.ariaLabel = 'Chart; the arrow keys read its values';
  };
  new MutationObserver(describe).observe(stage, { childList: true, subtree: true });
  describe();
}

function nextRow(key: string, now: number, count: number): number | undefined {
  const last = count - 1;
  const keys: Readonly<Record<string, number>> = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: last };
  const next = keys[key];
  return next === undefined ? undefined : Math.min(last, Math.max(0, next));
}

function rowsOf(figure: HTMLElement): HTMLTableRowElement[] {
  return [...figure.querySelectorAll<HTMLTableRowElement>('.numbers tbody tr')];
}

/** The number in the first cell of a row; NaN if it contains none. */
function axisValueOf(row: HTMLTableRowElement): number {
  const [first] = row.cells;
  return Number(first?.dataset.value ?? first?.textContent);
}

function nearestRow(rows: readonly HTMLTableRowElement[], value: number): HTMLTableRowElement | undefined {
  const off = (row: HTMLTableRowElement) => Math.abs(axisValueOf(row) - value);
  return rows
    .filter((row) => !Number.isNaN(axisValueOf(row)))
    .reduce<HTMLTableRowElement | undefined>(
      (best, row) => (best === undefined || off(row) < off(best) ? row : best),
      undefined,
    );
}

function describeRow(row: HTMLTableRowElement): string {
  const heads = [...(row.closest('table')?.tHead?.rows[0]?.cells ?? [])];
  const told = [...row.cells]
    .slice(0, mostColumns)
    .map((cell, column) => [heads[column]?.textContent, cell.textContent]);
  return told
    .filter(([, value]) => value !== '')
    .map(([head, value]) => `${head} ${value}`)
    .join(' · ');
}

function axisIn(stage: HTMLElement): DrawnAxis | undefined {
  return [...stage.querySelectorAll('svg')].map(axisOf).findLast((axis) => axis !== undefined);
}

function axisOf(svg: SVGSVGElement): DrawnAxis | undefined {
  const [left, right, from, to, kind] = (svg.querySelector<SVGGElement>('.axes')?.dataset.across ?? '').split(' ');
  if (to === undefined) return undefined;
  return {
    svg,
    left: Number(left),
    right: Number(right),
    from: Number(from),
    to: Number(to),
    isLogarithmic: kind === 'log',
  };
}

const scaleOf = ({ isLogarithmic }: DrawnAxis) => (isLogarithmic ? Math.log : (value: number) => value);

function valueAt(axis: DrawnAxis, clientX: number): number {
  const { svg, left, right, from, to } = axis;
  const matrix = svg.getScreenCTM();
  const scale = scaleOf(axis);
  const fraction = ((clientX - (matrix?.e ?? 0)) / (matrix?.a ?? 1) - left) / (right - left);
  const place = scale(from) + fraction * (scale(to) - scale(from));
  return axis.isLogarithmic ? Math.exp(place) : place;
}

/** Puts the box beside the position of a value, on the side with more room. */
function place(box: HTMLElement, axis: DrawnAxis, value: number): void {
  const { svg, left, right, from, to } = axis;
  const scale = scaleOf(axis);
  const matrix = svg.getScreenCTM();
  const inside = left + ((scale(value) - scale(from)) / (scale(to) - scale(from))) * (right - left);
  const parent = (box.offsetParent ?? document.body).getBoundingClientRect();
  const picture = svg.getBoundingClientRect();
  const x = (matrix?.e ?? 0) + inside * (matrix?.a ?? 1) - parent.left;
  box.style.left = `${x}px`;
  box.style.top = `${picture.top - parent.top}px`;
  box.style.height = `${picture.height}px`;
  box.classList.toggle('to-left', x > parent.width / 2);
}
