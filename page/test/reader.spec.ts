import { describe, expect, it } from 'vitest';
import { parts } from '../parts/index.ts';
import { numbersOf, uncover, useBrowser, waitForSentence } from './browser.ts';

const tab = useBrowser();
const still = { media: { 'prefers-reduced-motion': 'reduce' } };
const short = 'training.images=500&training.epochs=1';

describe('a reader who moves between parts', () => {
  it('finds the state unchanged and the heading focused', async () => {
    const reader = await tab.open('', still);
    await uncover(reader, 'neuron');
    await reader.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    await reader.click('nav a[href="#channel"]');
    expect(await reader.value('#neuron-amplitude-box')).toBe('0.02');
    expect(await reader.page.evaluate(() => document.activeElement?.id)).toBe('channel-title');
    expect(reader.page.url()).toMatch(/at=channel.*neuron\.amplitude=0\.02/);
    await expect.poll(() => reader.text('nav a[aria-current]')).toBe('3 Two layers');
    await reader.goBack();
    await reader.goBack();
    await expect.poll(() => reader.value('#neuron-amplitude-box')).toBe('0.01');
    await reader.close();
  });

  it('stays in place when going back to a visible part', async () => {
    const reader = await tab.open('', still);
    await reader.goTo('neuron');
    await uncover(reader, 'neuron');
    await reader.page.evaluate(() => document.querySelector('#neuron .try')?.scrollIntoView({ block: 'center' }));
    await reader.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    // figures that open above move the page, but not what the reader sees
    const top = () => reader.page.$eval('#neuron .try', (element) => Math.round(element.getBoundingClientRect().top));
    const before = await top();
    await reader.goBack();
    await expect.poll(() => reader.value('#neuron-amplitude-box')).toBe('0.01');
    expect(Math.abs((await top()) - before)).toBeLessThan(40);
    await reader.close();
  });

  it('copies the link to a view without changing other figures', async () => {
    const reader = await tab.open('#v=1&tuning.rate=200', { readsClipboard: true });
    await uncover(reader, 'neuron');
    await reader.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    await reader.click('#neuron .link');
    const copied = () => reader.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toMatch(/#v=1&at=neuron&neuron\.amplitude=0\.02$/);
    expect(await reader.value('#tuning-rate-box')).toBe('200');
    await reader.close();
  });

  it('sees the errors of a link only once, however often it is visited', async () => {
    const reader = await tab.open('#v=1&neuron.rate=x');
    await reader.click('nav a[href="#tuning"]');
    await reader.goBack();
    await reader.goForward();
    await reader.goBack();
    await expect.poll(() => reader.page.url()).toContain('neuron.rate=x');
    expect(await reader.count('#notice p')).toBe(1);
    await reader.close();
  });
});

describe('a reader who operates a figure', () => {
  it('sees results while a slider is dragged, even for the whole network', async () => {
    const reader = await tab.open();
    await reader.goTo('network');
    await reader.waitForNumbers('network');
    const results = await reader.page.evaluate(async () => {
      const slider = document.querySelector('#network-amplitude') as HTMLInputElement;
      const sentence = document.querySelector('#network .sentence') as HTMLElement;
      const seen = new Set<string>();
      for (let step = 1; seen.size < 4; step++) {
        slider.value = String(0.01 * (1 + (step % 50)));
        slider.dispatchEvent(new Event('input'));
        await new Promise(requestAnimationFrame);
        seen.add(sentence.textContent ?? '');
      }
      return seen.size;
    });
    expect(results).toBe(4);
    await reader.close();
  });

  it('sees the result without a guess', async () => {
    const reader = await tab.open();
    expect(await reader.isVisible('#tuning .sentence')).toBe(false);
    await reader.click('#tuning .guess button:not([data-guess])');
    expect(await reader.isVisible('#tuning .sentence')).toBe(true);
    expect(await reader.isVisible('#neuron .try')).toBe(false);
    await reader.page.focus('#neuron-rate');
    await reader.page.keyboard.press('ArrowRight');
    expect(await reader.isVisible('#neuron .try')).toBe(true);
    await reader.close();
  });

  it('sees three copies of layer 2 before any guess, and animates them without uncovering the result', async () => {
    const reader = await tab.open();
    expect(await reader.attribute('#opening .stage svg', 'aria-label')).toContain(
      'amplitude 0.01: read as 0; amplitude 0.5: read as 2; amplitude 0.5, and …: read as 0',
    );
    await waitForSentence(reader, 'opening', 'computed now');
    await reader.page.focus('#opening-step');
    await reader.page.keyboard.press('ArrowLeft');
    await reader.page.waitForFunction(() =>
      document.querySelector('#opening .stage svg')?.ariaLabel?.startsWith('Layer 2 at 28 ms'),
    );
    expect(await reader.isVisible('#opening .sentence')).toBe(false);
    await reader.close();
  });

  it('stops playback with Reset', async () => {
    const reader = await tab.open();
    await reader.goTo('network');
    await reader.waitForNumbers('network');
    await reader.click('#network .control .row button::-p-text(Play slowly)');
    await expect.poll(() => reader.value('#network-step-box')).not.toBe('29');
    await reader.click('#network .reset');
    await expect.poll(() => reader.text('#network .control .row button:nth-of-type(2)')).toBe('Play slowly');
    expect(await reader.value('#network-step-box')).toBe('29');
    await reader.close();
  });

  it('clears drawing, pasted text and runs with Reset', async () => {
    const reader = await tab.open(`#v=1&${short}`);
    await reader.goTo('network');
    await reader.page.focus('#network .pad canvas');
    for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space'] as const) await reader.page.keyboard.press(key);
    await reader.waitForText('#network .verdict', 'your drawing');
    await reader.click('#network .reset');
    await expect.poll(() => reader.text('#network .verdict')).not.toContain('your drawing');
    await reader.goTo('training');
    await reader.click('#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    await reader.click('#training .reset');
    await waitForSentence(reader, 'training', 'Nothing trained yet');
    await reader.goTo('simulator');
    await reader.fill('#simulator-box', '7, 17');
    await reader.click('#simulator .reset');
    expect(await reader.value('#simulator-box')).toBe('');
    await reader.close();
  });

  it('sees the settings of each test on 500 images, and the previous result', async () => {
    const reader = await tab.open();
    await reader.goTo('network');
    await reader.click('#network .exam');
    await reader.page.waitForSelector('#network .exam-result[data-finished]');
    const first = (await reader.text('#network .exam-result')) ?? '';
    expect(first).toMatch(/^amplitude 0\.01, with the floor: \d+ of 500 right/);
    await uncover(reader, 'network');
    await reader.click('#network button[data-set="network.amplitude=0.5&network.floor=none"]');
    await reader.click('#network .exam');
    await reader.page.waitForSelector('#network .exam-result[data-finished]');
    expect(await reader.text('#network .exam-result')).toMatch(/^amplitude 0\.5, without a floor: /);
    expect(await reader.text('#network .exams-before')).toBe(first);
    await reader.close();
  });

  it('sees what to try one step after another, or all of it without scripts', async () => {
    const reader = await tab.open();
    const seen = () =>
      reader.page.$$eval('#channel .steps > *', (all) => all.filter((step) => step.getClientRects().length > 0).length);
    await reader.goTo('channel');
    expect(await seen()).toBe(0);
    await reader.click('#channel .guess button');
    expect(await seen()).toBe(1);
    await reader.click('#channel .steps > :nth-child(1) button');
    await reader.click('#channel .steps > :nth-child(2) button');
    expect(await seen()).toBe(3);
    await reader.page.emulateMediaType('print');
    expect(await seen()).toBe(4);
    await reader.close();
    const plain = await tab.open('', { hasScripts: false });
    const all = await plain.page.$$eval(
      '#channel .steps > *',
      (steps) => steps.filter((step) => step.getClientRects().length > 0).length,
    );
    expect(all).toBe(4);
    await plain.close();
  });

  it('starts a run with a button in the text, which stops the previous run', async () => {
    const reader = await tab.open(`#v=1&${short}`);
    await reader.goTo('training');
    await reader.click('#training .guess button[data-guess=worse]');
    await uncover(reader, 'training');
    await reader.click('#training button[data-set="training.amplitude=0.01&training.recipe=plain"]');
    await reader.click('#training button[data-set="training.amplitude=0.32&training.recipe=rescaled"]');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    const sentence = await waitForSentence(reader, 'training', 'after 1 epochs');
    expect(sentence).toMatch(/^Trained for amplitude 0\.32, rescaled/);
    await reader.close();
  });

  it('does not wait again for what is computed', async () => {
    const reader = await tab.open('#v=1&question.images=50');
    await reader.goTo('question');
    await reader.click('#question .run');
    await reader.page.waitForSelector('#question .row[data-state=done]');
    await reader.click('#question .run');
    await expect.poll(() => reader.text('#question .left')).toBe('nothing left to compute');
    // existing results are not computed again
    const table = await numbersOf(reader, 'question');
    await uncover(reader, 'question');
    await reader.click('#question button[data-set="question.show=both"]');
    expect((await numbersOf(reader, 'question')).map((row) => row.slice(0, 2))).toEqual(table);
    await reader.close();
  });
});

/** States with much to draw: many curves, large and small numbers. */
const crowded = [
  `#v=1&${short}&opening.show=all&question.saved=yes&question.show=both&network.amplitude=0.5&neuron.input=-0.4&neuron.swing=3&neuron.floor=none&tuning.input=2&swing.amplitude=0.5&simulator.example=report`,
  `#v=1&${short}&opening.show=both&question.saved=yes&network.amplitude=0.5&network.floor=none&neuron.input=3&neuron.swing=4&tuning.intercept=-0.9&tuning.rate=400&channel.which=both&channel.factor=8&swing.synapse=5`,
];

/** Finds labels that are cut off, or that cover each other, a curve or a bar. */
function findUnreadable(): string[] {
  return [...document.querySelectorAll(':is(figure .stage, .outputs) svg')].flatMap((picture) => {
    const edge = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll('text')].filter(
      (text) => text.textContent && getComputedStyle(text).visibility !== 'hidden',
    );
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
    const inked = [...picture.querySelectorAll<SVGGeometryElement>('.curve, .bar, .band.cut')].flatMap((mark) => {
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

describe('a reader who looks', () => {
  it('sees spikes in the color of their floor', async () => {
    const colors = async (floor: string) => {
      const reader = await tab.open(`#v=1&neuron.floor=${floor}&network.floor=${floor}`);
      await reader.goTo('network');
      await reader.waitForNumbers('network');
      const found = await reader.page.evaluate(() =>
        ['#neuron .stage .spike', '#network .pulse .spike'].map(
          (spike) => getComputedStyle(document.querySelector(spike) as Element).fill,
        ),
      );
      const own = await reader.page.evaluate(
        (name) => {
          const probe = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
          probe.style.fill = `var(${name})`;
          document.body.append(probe);
          return getComputedStyle(probe).fill;
        },
        floor === 'zero' ? '--with' : '--without',
      );
      await reader.close();
      expect(found).toEqual([own, own]);
      return own;
    };
    expect(await colors('zero')).not.toBe(await colors('none'));
  });

  it.each([320, 390, 700, 1280, 2560])('sees no truncated or overlapping labels, %i pixels wide', async (width) => {
    const few = 'amplitude,minVoltage,accuracy\n0.01,0,0.98\n0.5,0,0.8\n0.01,none,0.98\n0.5,none,0.97\n0.5,-1,0.9';
    for (const hash of crowded) {
      const reader = await tab.open(hash, { width, height: 900 });
      for (const { name } of parts) await reader.goTo(name);
      for (const name of ['opening', 'channel', 'network', 'swing']) await reader.waitForNumbers(name);
      await waitForSentence(reader, 'opening', 'computed now');
      expect(await reader.page.evaluate(findUnreadable)).toEqual([]);
      await reader.fill('#simulator-box', few);
      await reader.click('#training .run');
      await reader.page.waitForSelector('#training .row[data-state=done]');
      expect(await reader.page.evaluate(findUnreadable)).toEqual([]);
      await reader.close();
    }
  });

  it('prints answers and curves in dark text on white', async () => {
    const reader = await tab.open('', { media: { 'prefers-color-scheme': 'dark' } });
    await reader.click('#theme');
    await reader.click('#theme');
    await reader.emulateMedia({ 'prefers-color-scheme': 'dark' }, 'print');
    const printed = await reader.page.evaluate(() => ({
      answer: getComputedStyle(document.querySelector('#neuron .answer') as Element, '::after').content,
      ink: getComputedStyle(document.body).color,
      caption: getComputedStyle(document.querySelector('#opening figcaption') as Element).display,
    }));
    expect(printed.answer).toContain('twice as tall');
    expect(printed.ink).toBe('rgb(29, 28, 26)');
    expect(printed.caption).toBe('block');
    expect(await reader.isVisible('#opening .stage .curve')).toBe(true);
    await reader.close();
  });

  it('sees no button without effect if there are no scripts', async () => {
    const reader = await tab.open('', { hasScripts: false });
    expect(await reader.countVisible('.guess button, .panel button')).toBe(0);
    expect(await reader.isVisible('#neuron .answer')).toBe(true);
    await reader.close();
  });

  it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
});
