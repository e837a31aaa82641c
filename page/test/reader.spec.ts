import { describe, expect, it } from 'vitest';
import { parts } from '../parts/index.ts';
import { goTo, numbersOf, useBrowser, waitForNumbers, waitForSentence } from './browser.ts';

const tab = useBrowser();
const short = 'training.images=500&training.epochs=1';

describe('whoever goes from part to part', () => {
  it('finds everything as it was left, and the heading in focus', async () => {
    const page = await tab.open('', { reducedMotion: 'reduce' });
    await page.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    await page.click('nav a[href="#channel"]');
    expect(await page.inputValue('#neuron-amplitude-box')).toBe('0.02');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('channel-title');
    expect(page.url()).toMatch(/at=channel.*neuron\.amplitude=0\.02/);
    await expect.poll(() => page.textContent('nav a[aria-current]')).toBe('3 Channel');
    await page.goBack();
    await page.goBack();
    await expect.poll(() => page.inputValue('#neuron-amplitude-box')).toBe('0.01');
    await page.context().close();
  });

  it('is not moved by going back to what is in view', async () => {
    const page = await tab.open('', { reducedMotion: 'reduce' });
    await goTo(page, 'neuron');
    await page.evaluate(() => document.querySelector('#neuron .try')?.scrollIntoView({ block: 'center' }));
    await page.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    const before = await page.evaluate(() => scrollY);
    await page.goBack();
    await expect.poll(() => page.inputValue('#neuron-amplitude-box')).toBe('0.01');
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await page.context().close();
  });

  it('copies the link to a view, and keeps all other figures', async () => {
    const page = await tab.open('#v=1&tuning.rate=200', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    await page.click('#neuron .link');
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toMatch(/#v=1&at=neuron&neuron\.amplitude=0\.02$/);
    expect(await page.inputValue('#tuning-rate-box')).toBe('200');
    await page.context().close();
  });

  it('is told once what is wrong in a link, however often it comes back', async () => {
    const page = await tab.open('#v=1&neuron.rate=x');
    await page.click('nav a[href="#tuning"]');
    await page.goBack();
    await page.goForward();
    await page.goBack();
    await expect.poll(() => page.url()).toContain('neuron.rate=x');
    expect(await page.locator('#notice p').count()).toBe(1);
    await page.context().close();
  });
});

describe('whoever operates a figure', () => {
  it('sees what comes of a slider while it is held, also of the whole network', async () => {
    const page = await tab.open();
    await goTo(page, 'network');
    await waitForNumbers(page, 'network');
    const pictures = await page.evaluate(async () => {
      const slider = document.querySelector('#network-amplitude') as HTMLInputElement;
      const sentence = document.querySelector('#network .sentence') as HTMLElement;
      const seen = new Set<string>();
      for (let place = 1; seen.size < 4; place++) {
        slider.value = String(0.01 * (1 + (place % 50)));
        slider.dispatchEvent(new Event('input'));
        await new Promise(requestAnimationFrame);
        seen.add(sentence.textContent ?? '');
      }
      return seen.size;
    });
    expect(pictures).toBe(4);
    await page.context().close();
  });

  it('sees what comes of it without a guess', async () => {
    const page = await tab.open();
    expect(await page.isVisible('#tuning .sentence')).toBe(false);
    await page.focus('#tuning-rate');
    await page.keyboard.press('ArrowRight');
    expect(await page.isVisible('#tuning .sentence')).toBe(true);
    await page.context().close();
  });

  it('reads off the value at the very amplitude that is looked at', async () => {
    const page = await tab.open('#v=1&opening.amplitude=0.02&opening.show=all');
    const sentence = await waitForSentence(page, 'opening', '200 digits: ');
    const [, , row = []] = [[], ...(await numbersOf(page, 'opening'))];
    expect(row[0]).toBe(0.02);
    expect(sentence).toContain(
      `amplitude 0.02, 200 digits: ${row[1]} % right with the floor, ${row[2]} % without it, ${row[3]} % as a rate network`,
    );
    await page.context().close();
  });

  it('is not taken on by a play after Reset', async () => {
    const page = await tab.open();
    await goTo(page, 'network');
    await waitForNumbers(page, 'network');
    await page.click('#network .extra button:text-is("Play slowly")');
    await expect.poll(() => page.inputValue('#network-step-box')).not.toBe('29');
    await page.click('#network .reset');
    await expect.poll(() => page.textContent('#network .extra button:nth-of-type(2)')).toBe('Play slowly');
    expect(await page.inputValue('#network-step-box')).toBe('29');
    await page.context().close();
  });

  it('finds with Reset neither drawing nor paste nor runs left', async () => {
    const page = await tab.open(`#v=1&${short}`);
    await goTo(page, 'network');
    await page.focus('#network .pad canvas');
    for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await page.waitForSelector('#network .verdict:has-text("your drawing")');
    await page.click('#network .reset');
    await page.waitForSelector('#network .verdict:not(:has-text("your drawing"))');
    await goTo(page, 'training');
    await page.click('#training .run');
    await page.waitForSelector('#training .row[data-state=done]');
    await page.click('#training .reset');
    await waitForSentence(page, 'training', 'Nothing is trained yet');
    await goTo(page, 'simulator');
    await page.fill('#simulator-box', '7, 17');
    await page.click('#simulator .reset');
    expect(await page.inputValue('#simulator-box')).toBe('');
    await page.context().close();
  });

  it('sees in each exam what the network was set to, and the exam before', async () => {
    const page = await tab.open();
    await goTo(page, 'network');
    await page.click('#network .exam');
    await page.waitForSelector('#network .exam-result[data-finished]');
    const first = (await page.textContent('#network .exam-result')) ?? '';
    expect(first).toMatch(/^amplitude 0\.01, with the floor: \d+ of 500 right/);
    await page.click('#network button[data-set="network.amplitude=0.5&network.floor=none"]');
    await page.click('#network .exam');
    await page.waitForSelector('#network .exam-result[data-finished]');
    expect(await page.textContent('#network .exam-result')).toMatch(/^amplitude 0\.5, without a floor: /);
    expect(await page.textContent('#network .exams-before')).toBe(first);
    await page.context().close();
  });

  it('sees at once what a button in the text says that is run, and the run before stopped', async () => {
    const page = await tab.open(`#v=1&${short}`);
    await goTo(page, 'training');
    await page.click('#training .guess button[data-guess=worse]');
    await page.click('#training button[data-set="training.amplitude=0.01&training.recipe=plain"]');
    await page.click('#training button[data-set="training.amplitude=0.32&training.recipe=rescaled"]');
    await page.waitForSelector('#training .row[data-state=done]');
    const sentence = await waitForSentence(page, 'training', 'after 1 epochs');
    expect(sentence).toMatch(/^Trained for amplitude 0\.32, rescaled/);
    await page.context().close();
  });

  it('is told how far the guess at the curve was off', async () => {
    const page = await tab.open('#v=1&thread.images=50&thread.guess=60');
    await goTo(page, 'thread');
    await page.click('#thread .run');
    await page.waitForSelector('#thread .row[data-state=done]');
    await waitForSentence(page, 'thread', 'You guessed 60 %');
    await page.click('#thread .run');
    await expect.poll(() => page.textContent('#thread .left')).toBe('nothing was left to compute');
    // what is there already is not computed again
    const table = await numbersOf(page, 'thread');
    await page.click('#thread button[data-set="thread.show=both"]');
    expect((await numbersOf(page, 'thread')).map((row) => row.slice(0, 2))).toEqual(table);
    await page.context().close();
  });
});

/** States with much to draw: many curves, large and small numbers. */
const crowded = [
  `#v=1&${short}&opening.show=all&thread.kept=yes&thread.show=both&network.amplitude=0.5&neuron.input=-0.4&neuron.swing=3&neuron.floor=none&tuning.input=2&simulator.example=report`,
  `#v=1&${short}&opening.show=both&thread.kept=yes&network.amplitude=0.5&network.floor=none&neuron.input=3&neuron.swing=4&tuning.intercept=-0.9&tuning.rate=400&channel.which=both&channel.factor=8`,
];

/** Words in drawings that are cut off by their picture, or lie on other words. */
function findUnreadable(): string[] {
  return [...document.querySelectorAll('figure .stage svg')].flatMap((picture) => {
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
        return wide > 1 && high > 3 ? [`“${text}” lies on “${other.text}”`] : [];
      }),
    );
    return [...cut, ...covered];
  });
}

describe('whoever is offline', () => {
  it('is told when a figure could not be loaded', async () => {
    const first = await tab.open();
    const address = first.url();
    // what fails here is meant to, so nobody listens to this page
    const page = await first.context().newPage();
    await page.goto(address);
    await page.waitForSelector('html[data-ready]');
    await page.context().setOffline(true);
    await page.evaluate(() => document.getElementById('simulator')?.scrollIntoView({ behavior: 'instant' }));
    await waitForSentence(page, 'simulator', 'This figure could not be loaded');
    await page.context().close();
  });
});

describe('whoever looks', () => {
  it('finds spikes in the colour of their floor everywhere', async () => {
    const colours = async (floor: string) => {
      const page = await tab.open(`#v=1&neuron.floor=${floor}&network.floor=${floor}`);
      await goTo(page, 'network');
      await waitForNumbers(page, 'network');
      const found = await page.evaluate(() =>
        ['#neuron .stage .spike', '#network .pulse .spike'].map(
          (spike) => getComputedStyle(document.querySelector(spike) as Element).fill,
        ),
      );
      const own = await page.evaluate(
        (name) => {
          const probe = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
          probe.style.fill = `var(${name})`;
          document.body.append(probe);
          return getComputedStyle(probe).fill;
        },
        floor === 'zero' ? '--with' : '--without',
      );
      await page.context().close();
      expect(found).toEqual([own, own]);
      return own;
    };
    expect(await colours('zero')).not.toBe(await colours('none'));
  });

  it.each([320, 700, 1280, 2560])('finds no word of a drawing cut off or on another, %i pixels wide', async (width) => {
    const few = 'amplitude,minVoltage,accuracy\n0.01,0,0.98\n0.5,0,0.8\n0.01,none,0.98\n0.5,none,0.97\n0.5,-1,0.9';
    for (const hash of crowded) {
      const page = await tab.open(hash, { viewport: { width, height: 900 } });
      for (const { name } of parts) await goTo(page, name);
      for (const name of ['opening', 'channel', 'network']) await waitForNumbers(page, name);
      await waitForSentence(page, 'opening', '200 digits: ');
      expect(await page.evaluate(findUnreadable)).toEqual([]);
      await page.fill('#simulator-box', few);
      await page.click('#training .run');
      await page.waitForSelector('#training .row[data-state=done]');
      expect(await page.evaluate(findUnreadable)).toEqual([]);
      await page.context().close();
    }
  });

  it('finds the answers on paper, dark letters on white, and no empty axes', async () => {
    const page = await tab.open('', { colorScheme: 'dark' });
    await page.click('#theme');
    await page.click('#theme');
    await page.emulateMedia({ media: 'print' });
    const printed = await page.evaluate(() => ({
      answer: getComputedStyle(document.querySelector('#neuron .answer') as Element, '::after').content,
      ink: getComputedStyle(document.body).color,
      caption: getComputedStyle(document.querySelector('#opening figcaption') as Element).display,
    }));
    expect(printed.answer).toContain('twice as tall');
    expect(printed.ink).toBe('rgb(29, 28, 26)');
    expect(printed.caption).toBe('block');
    expect(await page.isVisible('#opening .stage .curve >> nth=0')).toBe(true);
    await page.context().close();
  });

  it('finds no button that does nothing where there are no scripts', async () => {
    const page = await tab.open('', { javaScriptEnabled: false });
    expect(await page.locator('.guess button:visible, .panel button:visible').count()).toBe(0);
    expect(await page.isVisible('#neuron .answer')).toBe(true);
    await page.context().close();
  });

  it('complained of nothing, and asked no other host', () => tab.calm());
});
