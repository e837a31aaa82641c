import type { Browser, Page } from 'playwright-core';
import { dragSlider, noteWhenLive, stopRun } from './in-page.ts';
import { type LongestTask, longestTaskOf, traceCategories } from './tasks.ts';

/** What one visit to the page showed. */
export interface Visit {
  /** From the start of loading until the first figure of part 1 can be operated, milliseconds. */
  readonly firstFigureMilliseconds: number;
  /** Frames a second while a slider of the part is dragged, and the longest wait for one. */
  readonly drags: readonly {
    readonly slider: string;
    readonly framesPerSecond: number;
    readonly longestFrame: number;
  }[];
  /** Images a second that the whole network sees. */
  readonly exams: readonly { readonly amplitude: number; readonly imagesPerSecond: number }[];
  /** From a click on Stop until the run has stopped, milliseconds. */
  readonly stopMilliseconds: number;
  /** The longest task of the main thread while each of these went on. */
  readonly tasks: readonly ({ readonly during: string } & LongestTask)[];
}

/** A slider of every part that draws at once. */
const sliders = [
  'opening-amplitude',
  'neuron-input',
  'tuning-rate',
  'channel-input',
  'network-amplitude',
  'network-step',
];
const frames = 120;
/** Long enough for a part that is busy, on a slow machine. */
const patienceMilliseconds = 120_000;

/** Loads the page anew and operates it as a reader would. */
export async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    await context.addInitScript(noteWhenLive);
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMilliseconds);
    return await operate(browser, page, address);
  } finally {
    await context.close();
  }
}

async function operate(browser: Browser, page: Page, address: string): Promise<Visit> {
  const tasks: ({ during: string } & LongestTask)[] = [];
  const during = async <Result>(name: string, act: () => Promise<Result>): Promise<Result> => {
    await browser.startTracing(page, { categories: [...traceCategories] });
    const result = await act();
    tasks.push({ during: name, ...longestTaskOf((await browser.stopTracing()).toString()) });
    return result;
  };
  const firstFigureMilliseconds = await during('loading, and the opening', async () => {
    await page.goto(address);
    await page.waitForSelector('#neuron figure[data-live]');
    await page.waitForFunction(() => document.querySelectorAll('#opening .numbers tbody tr').length === 50);
    return (await page.evaluate('globalThis.liveAt.neuron')) as number;
  });
  await page.click('#opening .guess button:last-of-type');
  const drags = [];
  for (const slider of sliders) {
    await bringUp(page, slider.split('-')[0] as string);
    drags.push(await during(`dragging ${slider}`, () => drag(page, slider)));
  }
  const exams = [];
  for (const amplitude of [0.01, 0.5])
    exams.push(await during(`500 digits at ${amplitude}`, () => exam(page, amplitude)));
  await bringUp(page, 'thread');
  const stopMilliseconds = await during('a curve, and dragging beside it', async () => {
    await page.fill('#thread-images-box', '500'); // a run that does not end beside the dragging
    await page.press('#thread-images-box', 'Enter');
    await page.click('#thread .run');
    await page.waitForFunction(() => document.querySelector('#thread .stage .dot.with') !== null);
    await drag(page, 'thread-guess');
    return (await page.evaluate(`(${stopRun})('thread')`)) as number;
  });
  await bringUp(page, 'training');
  await during('training', async () => {
    await page.click('#training .run');
    await page.waitForSelector('#training .row[data-state=done]');
  });
  await bringUp(page, 'simulator');
  await during('judging a pasted spike train', () => page.fill('#simulator-box', '7, 17, 52, 88'));
  return { firstFigureMilliseconds, drags, exams, stopMilliseconds, tasks };
}

async function bringUp(page: Page, part: string): Promise<void> {
  await page.evaluate(`document.getElementById('${part}').scrollIntoView({ behavior: 'instant' })`);
  await page.waitForSelector(`#${part} figure[data-live]`);
  if (part !== 'training' && part !== 'thread')
    await page.waitForSelector(`#${part} .numbers tbody tr`, { state: 'attached' });
}

async function drag(page: Page, slider: string): Promise<Visit['drags'][number]> {
  const waits = (await page.evaluate(`(${dragSlider})('${slider}', ${frames})`)) as number[];
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  return { slider, framesPerSecond: (1000 * frames) / total, longestFrame: Math.max(...waits) };
}

async function exam(page: Page, amplitude: number): Promise<Visit['exams'][number]> {
  await page.fill('#network-amplitude-box', String(amplitude));
  await page.press('#network-amplitude-box', 'Enter');
  await page.click('#network .exam');
  await page.waitForSelector('#network .exam-result[data-finished]');
  return { amplitude, imagesPerSecond: Number(await page.getAttribute('#network .exam-result', 'data-rate')) };
}
