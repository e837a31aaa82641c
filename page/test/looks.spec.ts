import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { browserNames, openEverything, pathOf, press, shortTraining, useBrowser, waitForSentence } from './browser.ts';

const tab = useBrowser();

/** States with much to draw: many curves, large and small numbers. */
const crowded = [
  `${shortTraining}&opening.amplitude=0.5&neuron.swing=4&neuron.input=3&neuron.amplitude=0.05`,
  `${shortTraining}&neuron.swing=1&repair.repair=factor&swing.synapse=5`,
];

/** Finds labels that are cut off, or that cover each other, a curve or a bar. */
function findUnreadable(): string[] {
  return [...document.querySelectorAll('figure .stage svg')].flatMap((picture) => {
    const edge = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll('text')].filter((text) => text.textContent);
    const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    const cut = boxes
      .filter(({ box }) => box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1)
      .map(({ text }) => `cut off: ${text}`);
    const covered = boxes.flatMap(({ text, box }, index) =>
      boxes.slice(index + 1).flatMap((other) => {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        return wide > 1 && high > 3 ? [`“${text}” overlaps “${other.text}”`] : [];
      }),
    );
    const inked = [...picture.querySelectorAll<SVGGeometryElement>('.curve')].flatMap((mark) => {
      const matrix = mark.getScreenCTM() as DOMMatrix;
      const length = mark.getTotalLength();
      return Array.from({ length: Math.ceil(length / 3) }, (_, index) =>
        mark.getPointAtLength(3 * index).matrixTransform(matrix),
      );
    });
    const crossed = boxes
      .filter(({ box }) =>
        inked.some(({ x, y }) => x > box.left + 2 && x < box.right - 2 && y > box.top + 3 && y < box.bottom - 3),
      )
      .map(({ text }) => `crosses a curve: ${text}`);
    return [...cut, ...covered, ...crossed];
  });
}

/** Opens the page with everything drawn. */
async function openDrawn(hash: string, width: number, height = 900): Promise<PageDriver> {
  const reader = await tab.open(hash, { width, height });
  await openEverything(reader);
  await reader.page.waitForSelector('#training .row[data-state=done]');
  return reader;
}

const onPage = parts.map(({ name }) => name).filter((name) => !['simulator', 'event'].includes(name));

/** Changes the size of the window, and lets figures, which are not in a closed aside, draw themselves for it. */
async function resize(reader: PageDriver, width: number, height = 900, names = onPage): Promise<void> {
  await reader.page.setViewport({ width, height });
  for (const name of names) {
    await reader.goTo(name);
    await reader.page.waitForFunction(
      (part) => {
        const drawn = document.querySelector(`#${part} .stage > svg`);
        const room = document.querySelector(`#${part} .stage`)?.clientWidth ?? 0;
        const scale = 18 / Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
        return drawn === null || Math.abs(Number(drawn.getAttribute('width')) - room * scale) < 2;
      },
      {},
      name,
    );
  }
}

describe.each(crowded)('with much to draw, %#, a reader', (hash) => {
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await openDrawn(hash, 320);
  });
  afterAll(() => reader.close());

  it.each([320, 390, 820, 1280])(
    'reads every label at %i pixels, never scrolls sideways, and sees the lines of an equation whole',
    async (width) => {
      await resize(reader, width);
      const unreadable = await reader.page.evaluate(findUnreadable);
      expect(unreadable.join('\n')).toBe('');
      expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const torn = await reader.page.$$eval('.whole:not(:has(button))', (all) =>
        all.flatMap((one) => {
          const tops = [...one.getClientRects()].map(({ bottom }) => bottom);
          return Math.max(...tops) - Math.min(...tops) > 8 ? [one.textContent] : [];
        }),
      );
      expect(torn).toEqual([]);
    },
  );
});

describe('every figure', () => {
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await openDrawn(shortTraining, 390, 844);
  });
  afterAll(() => reader.close());

  it('has a focus ring that covers no label of a slider, and a chart without a shadow over the text', async () => {
    const covered = await reader.page.$$eval('input[type=range]', (all) =>
      all.flatMap((slider) => {
        slider.focus({ focusVisible: true } as FocusOptions);
        const { outlineOffset, outlineWidth } = getComputedStyle(slider);
        const reach = Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth);
        const label = document.querySelector(`label[for="${slider.id}"]`)?.getBoundingClientRect();
        const { top } = slider.getBoundingClientRect();
        return slider.checkVisibility() && top - reach < (label?.bottom ?? 0) - 1
          ? [`${slider.id} ${label?.bottom} ${top}`]
          : [];
      }),
    );
    expect(covered).toEqual([]);
    const shadows = await reader.page.$$eval('.stage', (all) => all.map((one) => getComputedStyle(one).boxShadow));
    expect(new Set(shadows)).toEqual(new Set(['none']));
  });

  it('has at most three controls beside “More”, and no empty column', async () => {
    await resize(reader, 1280);
    const controls = await reader.page.$$eval('.panel .controls', (all) => all.map((one) => one.childElementCount));
    expect(controls.length).toBeGreaterThan(5);
    expect(Math.max(...controls)).toBeLessThanOrEqual(3);
    const narrow = await reader.page.$$eval('figure', (all) =>
      all.flatMap((figure) => {
        const width = figure.querySelector('.stage')?.getBoundingClientRect().width ?? 0;
        return width < 0.9 * figure.getBoundingClientRect().width ? [figure.dataset.part] : [];
      }),
    );
    expect(narrow).toEqual([]);
    const rules = await tab.open('rules.html');
    await rules.goTo('simulator');
    expect(await rules.count('#simulator .panel .controls > *')).toBe(3);
    await rules.close();
  });

  it('tells curves apart by markers and dashes, not by color alone', async () => {
    const alike = await reader.page.$$eval('figure .stage svg', (all) =>
      all.flatMap((svg) => {
        const dots = [...svg.querySelectorAll('.dot:not(.now)')];
        const shapeOf = new Map(dots.map((dot) => [dot.getAttribute('class'), dot.getAttribute('d')]));
        return new Set(shapeOf.values()).size < shapeOf.size ? [[...shapeOf.keys()].join()] : [];
      }),
    );
    expect(alike).toEqual([]);
    expect(await reader.count('#curves .stage .curve')).toBeGreaterThan(3);
  });

  it('marks old curves as stale as soon as a setting changes', async () => {
    const isStale = () => reader.page.$eval('#training figure', (figure) => figure.classList.contains('stale'));
    expect(await isStale()).toBe(false);
    await reader.enter('#training-amplitude-box', '0.2');
    expect(await isStale()).toBe(true);
    expect(await reader.text('#training .sentence')).toContain('Settings have changed');
    await press(reader, '#training .run');
    await expect.poll(isStale).toBe(false);
  });
});

describe('the drawing of the watched neuron', () => {
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await tab.open();
    await reader.goTo('swing');
    await press(reader, '#swing [data-guess=same]');
    await waitForSentence(reader, 'swing', 'Amplitude 0.5');
  });
  afterAll(() => reader.close());

  it.each([
    [1280, 900],
    [390, 844],
  ])(
    'fits one screen with its answer and controls at %i × %i, with threshold, floor and bars',
    async (width, height) => {
      await resize(reader, width, height, ['swing']);
      const [top, bottom] = await reader.page.evaluate(() =>
        ['.answer:not([hidden])', '.panel .controls'].map((part, index) => {
          const box = document.querySelector(`#swing ${part}`)?.getBoundingClientRect();
          return (index === 0 ? box?.top : box?.bottom) ?? Number.NaN;
        }),
      );
      expect((bottom ?? Number.NaN) - (top ?? 0)).toBeLessThan(height - 52);
      const words = await reader.page.$$eval('#swing .stage text', (all) => all.map(({ textContent }) => textContent));
      expect(words).toEqual(expect.arrayContaining(['threshold', 'floor']));
      expect(await reader.count('#swing .stage rect.cut')).toBeGreaterThan(5);
      // a spike is a quarter of the band or more, not a few pixels
      const tall = await reader.page.$eval('#swing .stage .floor-zero .stroke', (stroke) => {
        return stroke.getBoundingClientRect().height;
      });
      expect(tall).toBeGreaterThan(25);
    },
  );
});

/** A laptop's window, a wide one, 200 % zoom, a phone held sideways, a phone. */
const screens = [
  [1280, 650],
  [1366, 650],
  [640, 400],
  [568, 320],
  [390, 844],
] as const;

describe.each(screens)('on a screen of %i × %i', (width, height) => {
  it('the call to action and its control are above the fold', async () => {
    const reader = await tab.open('', { width, height });
    const below = await reader.page.$$eval('#opening :is(.dare, #opening-amplitude)', (all) =>
      all.flatMap((one) => (one.getBoundingClientRect().bottom > innerHeight ? [one.id || one.className] : [])),
    );
    expect(below).toEqual([]);
    await reader.close();
  });

  it('every control can be reached, and a button in the text brings its result into view', async () => {
    const reader = await tab.open(shortTraining, { width, height });
    await openEverything(reader);
    const hidden = await reader.page.$$eval('figure :is(a, button, input, summary)', (all) =>
      all.flatMap((control) => {
        if (!control.checkVisibility()) return [];
        (control as HTMLElement).focus();
        const [{ left, right, top, bottom } = new DOMRect()] = control.getClientRects();
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return hit !== null && (control.contains(hit) || hit.contains(control)) && !hit.matches('.body, figure')
          ? []
          : [`${control.id} ${control.textContent?.slice(0, 30)} under ${hit?.className || hit?.tagName}`];
      }),
    );
    expect(hidden).toEqual([]);
    const unseen = await reader.page.$$eval('.try button[data-set]', async (all) => {
      const found: string[] = [];
      for (const button of all as HTMLButtonElement[]) {
        button.scrollIntoView({ block: 'end', behavior: 'instant' });
        button.click();
        await new Promise((resolve) => setTimeout(resolve, 150));
        const figure = button.closest('figure') as HTMLElement;
        const result = figure.querySelector(button.dataset.run === undefined ? '.stage' : '.extra .row');
        const { top = 0, bottom = 0 } = result?.getBoundingClientRect() ?? {};
        const isRow = button.dataset.run !== undefined;
        const stage = figure.querySelector('.stage') as HTMLElement;
        const isSticky = getComputedStyle(stage).position === 'sticky';
        const cover = isRow && isSticky ? stage.getBoundingClientRect().bottom : 45;
        const seen = (Math.min(innerHeight, bottom) - Math.max(cover, top)) / Math.min(bottom - top, innerHeight - 50);
        if (seen < 0.9) found.push(`${button.dataset.set} ${seen.toFixed(2)}`);
      }
      return found;
    });
    expect(unseen).toEqual([]);
    await reader.close();
  });
});

describe('a printed page', () => {
  it('has answers, no button, and a first page with its picture', async () => {
    const reader = await tab.open('', { width: 700 });
    for (const name of ['swing', 'training']) await reader.goTo(name);
    await reader.emulateMedia({}, 'print');
    expect(await reader.countVisible('.panel, summary:not(.aside > summary), .guess button, header')).toBe(0);
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(700);
    expect(await reader.isVisible('#opening [data-for=clips]')).toBe(true);
    // what may not be broken fits below the heading
    const first = await reader.page.evaluate(() => ({
      isWhole: getComputedStyle(document.querySelector('#opening figure') as Element).breakInside,
      bottom: document.querySelector('#opening .stage')?.getBoundingClientRect().bottom ?? Number.NaN,
    }));
    expect(first.isWhole).toBe('auto');
    expect(first.bottom).toBeLessThan(950);
    await reader.close();
  });
});

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, on a phone`, () => {
    const own = useBrowser(browser);

    it('every slider is visible together with its chart', async () => {
      const reader = await own.open(shortTraining, { width: 390, height: 844 });
      await openEverything(reader);
      const ids = await reader.page.$$eval('.panel input[type=range]', (all) => all.map(({ id }) => id));
      expect(ids.length).toBeGreaterThan(7);
      const apart: string[] = [];
      for (const id of ids) {
        const part = await reader.page.evaluate((name) => {
          const slider = document.getElementById(name) as HTMLElement;
          // the controls of a toy are above its chart
          slider.scrollIntoView({ block: slider.closest('.toy') ? 'start' : 'end', behavior: 'instant' });
          const chart = slider.closest('figure')?.querySelector('.stage svg')?.getBoundingClientRect() as DOMRect;
          return (Math.min(innerHeight, chart.bottom) - Math.max(50, chart.top)) / chart.height;
        }, id);
        if (part < 0.9) apart.push(`${id} ${part.toFixed(2)}`);
      }
      expect(apart).toEqual([]);
      await reader.close();
    });
  });
}

it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
