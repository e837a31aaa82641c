import type { Browser } from 'puppeteer-core';
import { dragSlider, noteWhenLive, stopRun } from './in-page.ts';
import { PageDriver } from './page-driver.ts';
import { type LongestTask, longestTaskOf, traceCategories } from './tasks.ts';

/** Measurements of one visit to the page. */
export interface Visit {
  /** From the start of loading until the figure of part 1 is interactive, milliseconds. */
  readonly firstFigureMilliseconds: number;
  /** Frames per second while a slider is dragged, and the longest wait for a frame. */
  readonly drags: readonly {
    readonly slider: string;
    readonly framesPerSecond: number;
    readonly longestFrame: number;
  }[];
  /** Images per second of the whole network. */
  readonly exams: readonly { readonly amplitude: number; readonly imagesPerSecond: number }[];
  /** From a click on Stop until the run has stopped, milliseconds. */
  readonly stopMilliseconds: number;
  /** The longest task of the main thread during each action. */
  readonly tasks: readonly ({ readonly during: string } & LongestTask)[];
}

/** One slider of every part that draws immediately. */
const sliders = [
  'opening-amplitude',
  'neuron-swing',
  'swing-amplitude',
  'channel-factor',
  'network-amplitude',
  'network-step',
];
const frames = 120;
const patienceMilliseconds = 120_000;

/** Loads the page and operates it as a reader would. */
export async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(noteWhenLive);
    page.setDefaultTimeout(patienceMilliseconds);
    return await operate(new PageDriver(page), address);
  } finally {
    await context.close();
  }
}

async function operate(reader: PageDriver, address: string): Promise<Visit> {
  const { page } = reader;
  const tasks: ({ during: string } & LongestTask)[] = [];
  const during = async <Result>(name: string, act: () => Promise<Result>): Promise<Result> => {
    await page.tracing.start({ categories: [...traceCategories] });
    const result = await act();
    tasks.push({ during: name, ...longestTaskOf(Buffer.from((await page.tracing.stop()) ?? []).toString()) });
    return result;
  };
  const firstFigureMilliseconds = await during('loading, and the opening', async () => {
    await page.goto(address);
    await page.waitForSelector('#neuron figure[data-live]');
    await page.waitForSelector('#opening .numbers tbody tr');
    return (await page.evaluate('globalThis.liveAt.neuron')) as number;
  });
  await page.$$eval('details', (all) => {
    for (const details of all) details.open = true;
  });
  await page.$$eval('#opening .guess button, #swing .guess button, #channel .guess button', (all) => {
    for (const button of all) (button as HTMLElement).click();
  });
  const drags = [];
  for (const slider of sliders) {
    await bringUp(reader, slider.split('-')[0] as string);
    drags.push(await during(`dragging ${slider}`, () => drag(reader, slider)));
  }
  const exams = [];
  for (const amplitude of [0.01, 0.5])
    exams.push(await during(`500 digits at ${amplitude}`, () => exam(reader, amplitude)));
  await bringUp(reader, 'question');
  await page.$eval('#question .try button[data-run]', (button) => (button as HTMLElement).click());
  const stopMilliseconds = await during('a curve, and dragging during it', async () => {
    await reader.enter('#question-images-box', '500'); // a run that is too long to end during the drag
    await page.waitForSelector('#question .row[data-state=stopped]');
    await reader.click('#question .run');
    await page.waitForFunction(() => document.querySelector('#question .stage .dot.with') !== null);
    await drag(reader, 'question-seeds');
    return (await page.evaluate(`(${stopRun})('question')`)) as number;
  });
  await bringUp(reader, 'training');
  await during('training', async () => {
    await reader.click('#training .guess button:last-of-type'); // starts a run
    await page.waitForSelector('#training .row[data-state=done]');
  });
  await page.goto(`${address}rules.html`);
  await bringUp(reader, 'simulator');
  await during('judging a pasted spike train', () => reader.fill('#simulator-box', '7, 17, 52, 88'));
  return { firstFigureMilliseconds, drags, exams, stopMilliseconds, tasks };
}

async function bringUp(reader: PageDriver, part: string): Promise<void> {
  await reader.goTo(part);
  if (part !== 'training' && part !== 'question') await reader.waitForNumbers(part);
}

async function drag({ page }: PageDriver, slider: string): Promise<Visit['drags'][number]> {
  const waits = (await page.evaluate(`(${dragSlider})('${slider}', ${frames})`)) as number[];
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  return { slider, framesPerSecond: (1000 * frames) / total, longestFrame: Math.max(...waits) };
}

async function exam(reader: PageDriver, amplitude: number): Promise<Visit['exams'][number]> {
  await reader.enter('#network-amplitude-box', String(amplitude));
  await reader.click('#network .exam');
  await reader.page.waitForSelector('#network .exam-result[data-finished]');
  return { amplitude, imagesPerSecond: Number(await reader.attribute('#network .exam-result', 'data-rate')) };
}
