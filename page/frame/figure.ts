import type { Cell, Figure } from './part.ts';

/** Connects a figure with its elements on the page. */
export function openFigure(element: HTMLElement): Figure {
  const find = (selector: string) => element.querySelector<HTMLElement>(selector) as HTMLElement;
  const stage = find('.stage');
  const sentence = find('.sentence');
  const speak = openSpeech(element);
  keepForPrint(stage);
  return {
    element,
    stage,
    extra: find('.extra'),
    more: find('.more .controls'),
    say: (text, aloud) => {
      element.classList.remove('waiting-for-result');
      sentence.style.minHeight = '';
      // a unit stays on the line of its number
      sentence.textContent = text.replace(/(?<=\d) (?=%|Hz|ms)/g, '\u00a0');
      if (aloud) speak(text);
    },
    wait: () => {
      element.classList.add('waiting-for-result');
      // what is below stays where it is
      sentence.style.minHeight = `${sentence.offsetHeight}px`;
      sentence.textContent = 'Running the network at the new settings …';
    },
    speak,
    finish: (finished) => element.classList.toggle('unfinished', !finished),
    settle: () => {
      element.dataset.fetched = 'yes';
    },
    tabulate: (caption, head, rows) => {
      find('.numbers').replaceChildren(makeTable(caption, head, rows));
    },
    onReset: (act) => find('.reset').addEventListener('click', act),
    onWidth: (draw) => watchWidth(stage, draw),
    ...watchVisibility(element),
  };
}

/** Keeps the static drawing, which is printed until the figure has finished one of its own. */
function keepForPrint(stage: HTMLElement): void {
  if (stage.parentElement?.querySelector('.printed')) return;
  const printed = document.createElement('div');
  printed.className = 'printed';
  printed.ariaHidden = 'true';
  printed.innerHTML = stage.innerHTML;
  stage.after(printed);
}

/** Font size for which drawings are laid out, in pixels. On large screens, fonts and drawings grow. */
const baseFontSize = 18;

/** Layout width of a drawing that fills an element; of a hidden one until it is shown. */
export function drawingWidth(element: Element): number {
  return widthOf(element) || 720;
}

function widthOf({ clientWidth }: Element): number {
  const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round((clientWidth * baseFontSize) / fontSize);
}

/** Calls a function with the layout width of a drawing that fills an element, at once and after every change. */
export function watchWidth(element: HTMLElement, draw: (width: number) => void): void {
  let width = 0;
  const look = () => {
    const now = widthOf(element);
    if (now === width || now === 0) return;
    width = now;
    draw(width);
  };
  new ResizeObserver(look).observe(element);
  look();
}

function watchVisibility(element: HTMLElement): Pick<Figure, 'isVisible' | 'onVisible'> {
  let near = false;
  const listeners: ((visible: boolean) => void)[] = [];
  const isVisible = () => near && document.visibilityState === 'visible';
  const tell = () => {
    for (const listen of listeners) listen(isVisible());
  };
  new IntersectionObserver((entries) => {
    near = entries.at(-1)?.isIntersecting ?? false;
    tell();
  }).observe(element);
  document.addEventListener('visibilitychange', tell);
  return { isVisible, onVisible: (listen) => listeners.push(listen) };
}

function makeTable(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): HTMLTableElement {
  const table = document.createElement('table');
  table.createCaption().textContent = caption;
  const header = table.createTHead().insertRow();
  for (const name of head) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = name;
    header.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const value of row) {
      const cell = line.insertCell();
      cell.textContent = typeof value === 'number' ? formatNumber(value) : value;
      if (typeof value === 'number') cell.dataset.value = String(value);
    }
  }
  return table;
}

/** Writes a number with four significant digits. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

/** Pause after the last change before a sentence is announced. */
const pauseMilliseconds = 1000;

/**
 * Announces sentences to screen readers: none before the reader acts in the part, and only the last of several within
 * a second.
 */
function openSpeech(figure: HTMLElement): (text: string) => void {
  const part = figure.closest('section') ?? figure;
  const spoken = figure.querySelector('.spoken') as HTMLElement;
  let hasActed = false;
  for (const event of ['input', 'change', 'click', 'pointerup', 'keydown']) {
    part.addEventListener(
      event,
      (given) => {
        if ((given as KeyboardEvent).key !== 'Tab') hasActed = true;
        // before what the event makes a figure announce
      },
      true,
    );
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    if (!hasActed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (spoken.textContent !== text) spoken.textContent = text;
    }, pauseMilliseconds);
  };
}
