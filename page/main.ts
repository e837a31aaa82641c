import './style/page.css';
import { tellFaults } from './frame/address.ts';
import { detectFeatures, nameMissing } from './frame/browser-features.ts';
import { openCode } from './frame/code.ts';
import { makeControls } from './frame/controls.ts';
import { openCopyCode, openCopyLink } from './frame/copy-link.ts';
import { openFigure } from './frame/figure.ts';
import { openGuess } from './frame/guess.ts';
import { keepPlace, openLinks, scrollToPart } from './frame/navigation.ts';
import { openNotice } from './frame/notice.ts';
import type { Figure, Part } from './frame/part.ts';
import { openReadout } from './frame/readout.ts';
import { runAsked } from './frame/runner.ts';
import { openStore, type PartState, type Store } from './frame/store.ts';
import { readStored, writeStored } from './frame/stored.ts';
import { openTheme } from './frame/theme.ts';
import { parts } from './parts/index.ts';

// the answer has no settings
const schema = { ...Object.fromEntries(parts.map(({ name, fields }) => [name, fields])), ending: {} };
const notice = openNotice(document.getElementById('notice') as HTMLElement);
const missing = nameMissing(detectFeatures());
/** Figures that open when they come near the viewport. */
const later: (() => void)[] = [];

const store: Store = openStore(schema, ({ at, faults }, arrival) => {
  notice('link', tellFaults(faults));
  if (at !== undefined && arrival === 'link') scrollToPart(at);
});

openLinks(store);
for (const code of document.querySelectorAll<HTMLElement>('pre.code')) openCopyCode(code);
const theme = document.querySelector<HTMLButtonElement>('#theme');
if (theme !== null) openTheme(theme);
if (missing !== undefined) {
  notice('browser', `This browser has no ${missing}: figures that run a network show saved results, the others work.`);
}
void openAll();

/** Opens one part after another, then goes to the part in the URL. */
async function openAll(): Promise<void> {
  const here = parts.filter(({ name }) => document.getElementById(name) !== null);
  for (const part of chooseEmbedded(here)) {
    await nextTask();
    open(part);
  }
  store.begin();
  keepPlace();
  document.documentElement.dataset.ready = 'yes';
  void openWhenIdle();
}

/** In `embed.html?figure=neuron`, only that figure is opened and shown; all parts elsewhere. */
function chooseEmbedded(all: readonly Part[]): readonly Part[] {
  if (!location.pathname.endsWith('/embed.html')) return all;
  document.documentElement.dataset.embedded = 'yes';
  const asked = new URLSearchParams(location.search).get('figure') ?? '';
  const chosen = all.filter(({ name }) => name === asked);
  for (const { name } of chosen) {
    const section = document.getElementById(name);
    section?.classList.add('embedded');
    section?.querySelector(':scope > details.aside')?.setAttribute('open', '');
  }
  if (chosen.length === 0) {
    const names = all.map(({ name }) => name).join(', ');
    notice('figure', `There is no figure “${asked.slice(0, 20)}”, only ${names}.`);
  }
  return chosen;
}

/** Opens the other figures while nothing else happens, so that the page also works offline. */
async function openWhenIdle(): Promise<void> {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  for (const start of later) {
    await new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
    start();
  }
}

/** Makes a part interactive, now or when it comes near the viewport. */
function open(part: Part): void {
  const section = document.getElementById(part.name);
  const element = section?.querySelector('figure');
  if (!section || !element) return;
  const state = store.part(part.name);
  let setRunning = () => {};
  openGuess(element, (text, runs) => {
    store.jump(text, part.name);
    if (runs) setRunning();
  });
  openButtons(section, part.name, () => setRunning());
  markSteps(section);
  makeControls(element, part.name, part.fields, state);
  openLink(element, part.name, state);
  openCode(element, part, state);
  if (part.needsEngine && missing !== undefined) {
    element.classList.add('still');
    for (const button of element.querySelectorAll<HTMLButtonElement>('.try button')) button.disabled = true;
    return;
  }
  const live = part.first ? mount(part, element, state) : whenNear(section).then(() => mount(part, element, state));
  setRunning = () => void live.then(() => element.dispatchEvent(new Event(runAsked)));
}

async function mount(part: Part, element: HTMLElement, state: PartState): Promise<void> {
  const figure = openFigure(element);
  try {
    const { mount } = await part.load();
    await nextTask();
    await mount(figure, state);
    openReadout(figure);
    element.dataset.live = 'yes';
  } catch {
    figure.say('This figure could not be loaded. Are you offline?', true);
    offerRetry(figure, () => mount(part, element, state));
  }
}

function offerRetry({ element, stage }: Figure, mountAgain: () => Promise<void>): void {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'retry', textContent: 'Try again' });
  button.addEventListener('click', async () => {
    button.remove();
    await mountAgain();
    if (element.dataset.live !== undefined) return;
    // Firefox does not import a module again that could not be loaded, until the page is loaded again
    fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
      () => location.reload(),
      () => {},
    );
  });
  stage.after(button);
}

/** Marks a step as done once one of its buttons is pressed. A reload keeps the mark. */
function markSteps(section: HTMLElement): void {
  for (const [index, step] of section.querySelectorAll('.steps > *').entries()) {
    const key = `step-${section.id}-${index}`;
    if (readStored('session', key) !== null) step.classList.add('done');
    step.addEventListener('click', ({ target }) => {
      if ((target as Element).closest('button') === null) return;
      step.classList.add('done');
      writeStored('session', key, 'done');
    });
  }
}

function openLink(element: HTMLElement, name: string, state: PartState): void {
  const link = element.querySelector<HTMLAnchorElement>('.link') as HTMLAnchorElement;
  openCopyLink(link);
  state.watch(() => {
    link.href = state.link() || `#v=1&at=${name}`;
  });
}

/** Lets the browser draw and handle input between two parts. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Connects the buttons in the text, which set a state and may run it. */
function openButtons(section: HTMLElement, name: string, run: () => void): void {
  for (const button of section.querySelectorAll<HTMLButtonElement>('button[data-set]')) {
    button.addEventListener('click', () => {
      store.jump(button.dataset.set ?? '', name);
      if (button.dataset.run !== undefined) run();
      showResult(section.querySelector(button.dataset.run === undefined ? '.stage' : '.extra .row'));
    });
  }
  section.querySelector('.reset')?.addEventListener('click', () => store.reset(name));
}

/** Scrolls what a button has changed into view, if it is above or below the window or under the chart. */
function showResult(result: Element | null): void {
  if (result === null) return;
  const { top, bottom } = result.getBoundingClientRect();
  const chart = result.closest('figure')?.querySelector('.stage');
  const isCovered = chart && chart !== result && getComputedStyle(chart).position === 'sticky';
  const above = isCovered
    ? chart.getBoundingClientRect().bottom
    : (document.querySelector('header')?.clientHeight ?? 0);
  if (top < above || bottom > innerHeight) result.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

function whenNear(element: Element): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: '50% 0px' },
    );
    observer.observe(element);
    later.push(resolve);
  });
}
