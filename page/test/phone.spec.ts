import { describe, expect, it } from 'vitest';
import { parts } from '../parts/index.ts';
import { browserNames, pathOf, uncoverAll, useBrowser } from './browser.ts';

/** Parts with sliders; the simulators have none. */
const charts = ['opening', 'neuron', 'tuning', 'channel', 'network', 'swing', 'question', 'training'];

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}`, () => {
    const tab = useBrowser(browser);

    it.each([
      [390, 844],
      [820, 1180],
    ])('every slider is visible together with its chart, at %i × %i', async (width, height) => {
      const reader = await tab.open('#v=1&channel.which=both&tuning.input=2', { width, height });
      for (const part of charts) await reader.goTo(part);
      for (const part of charts.slice(0, 6)) await reader.waitForNumbers(part);
      await uncoverAll(reader);
      const ids = await reader.page.$$eval('input[type=range]', (all) => all.map(({ id }) => id));
      const apart: string[] = [];
      for (const id of ids.filter((id) => charts.includes(id.split('-')[0] ?? ''))) {
        // a figure draws when it comes into sight
        const isDrawnSoon = reader.page.waitForFunction(
          (name) => {
            const slider = document.getElementById(name) as HTMLElement;
            slider.scrollIntoView({ block: 'end' });
            const drawing = slider
              .closest('figure')
              ?.querySelector('.stage svg:not(.picker, .pulse svg)') as SVGSVGElement;
            return Math.abs(drawing.viewBox.baseVal.width - drawing.getBoundingClientRect().width) < 20;
          },
          { timeout: 10_000 },
          id,
        );
        await isDrawnSoon.catch(() => {}); // the check below tells which slider it is
        const seen = await reader.page.evaluate((name) => {
          const slider = document.getElementById(name) as HTMLElement;
          slider.scrollIntoView({ block: 'end' });
          scrollBy(0, 40);
          const box = slider.getBoundingClientRect();
          const stage = slider.closest('figure')?.querySelector('.stage') as HTMLElement;
          const drawings = [...stage.querySelectorAll('svg:not(.picker, .pulse svg), canvas')];
          const chart = stage.querySelector('svg:not(.picker, .pulse svg)') as SVGSVGElement;
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          const [seen, all] = drawings.reduce(
            ([part, whole], drawing) => {
              const { top, bottom, height } = drawing.getBoundingClientRect();
              return [part + Math.max(0, Math.min(innerHeight, bottom) - Math.max(50, top)), whole + height] as const;
            },
            [0, 0] as readonly [number, number],
          );
          const isDrawn = Math.abs(chart.viewBox.baseVal.width - chart.getBoundingClientRect().width) < 20;
          return { isUsable: top === slider && isDrawn, part: seen / all };
        }, id);
        if (!seen.isUsable || seen.part < 0.9) apart.push(`${id} ${seen.isUsable} ${seen.part.toFixed(2)}`);
      }
      expect(apart).toEqual([]);
      await reader.close();
    });

    it.each(['2', '3'])(
      'the chart of part 5 leaves two fifths of a tablet to its controls, layer %s',
      async (layer) => {
        const reader = await tab.open(`#v=1&swing.layer=${layer}`, { width: 820, height: 1180 });
        await reader.goTo('swing');
        await reader.waitForNumbers('swing');
        await uncoverAll(reader);
        const [top, bottom] = await reader.page.evaluate(() => {
          document.querySelector('#swing .reset')?.scrollIntoView({ block: 'end', behavior: 'instant' });
          const chart = document.querySelector('#swing .stage svg:not(.picker)') as SVGSVGElement;
          const { top, bottom } = chart.getBoundingClientRect();
          return [top, bottom] as const;
        });
        expect(top).toBeGreaterThan(40);
        expect(bottom).toBeLessThan(0.6 * 1180);
        await reader.close();
      },
    );

    it.each([
      [390, 844],
      [1280, 800],
    ])('the first screen shows three copies of layer 2, at %i × %i', async (width, height) => {
      const reader = await tab.open('', { width, height });
      const bottom = () => reader.page.$eval('#opening svg.shown', (picture) => picture.getBoundingClientRect().bottom);
      expect(await bottom()).toBeLessThan(height);
      await reader.close();
    });

    it.each([
      [390, 844],
      [820, 1180],
    ])('the keyboard never reaches a control that a chart covers, backwards, at %i × %i', async (width, height) => {
      const reader = await tab.open('#v=1&channel.which=both', { width, height });
      for (const { name } of parts) await reader.goTo(name);
      for (const part of charts.slice(0, 6)) await reader.waitForNumbers(part);
      await uncoverAll(reader);
      await reader.page.$$eval('a[href], summary', (all) => (all.at(-1) as HTMLElement).focus());
      const covered: string[] = [];
      let reached = 0;
      for (let presses = 0; presses < 400; presses++) {
        await reader.page.keyboard.down('Shift');
        await reader.page.keyboard.press('Tab');
        await reader.page.keyboard.up('Shift');
        const stop = await reader.page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const { x, y, width, height } = element.getBoundingClientRect();
          const top = document.elementFromPoint(x + width / 2, y + height / 2);
          const stage = element.closest('figure')?.querySelector('.stage');
          return {
            name: `${element.closest('section')?.id} ${element.id || element.textContent?.slice(0, 20)} at ${y}`,
            isCovered: stage?.contains(top) === true && !stage.contains(element),
            isFirst: element.matches('.skip'),
          };
        });
        if (stop.isFirst) break;
        reached++;
        if (stop.isCovered) covered.push(stop.name);
      }
      expect(covered).toEqual([]);
      expect(reached).toBeGreaterThan(150);
      await reader.close();
    });

    it.each([
      [390, 844, ['center']],
      [820, 1180, ['center']],
      // on a low screen, the reader may scroll no further than to the control
      [1024, 768, ['center', 'end']],
      [1280, 800, ['center']],
    ] as const)('pressing a control changes a drawing in sight, at %i × %i', async (width, height, blocks) => {
      const reader = await tab.open('', { width, height });
      for (const { name } of parts) await reader.goTo(name);
      await reader.page.evaluate(() => {
        for (const button of document.querySelectorAll<HTMLElement>('.guess button:first-of-type')) button.click();
      });
      await uncoverAll(reader);
      const blind = await reader.page.evaluate((places) => {
        const all = document.querySelectorAll<HTMLElement>('.try button[data-set], .controls fieldset');
        return [...all].flatMap((control) => {
          const figure = control.closest('figure') as HTMLElement;
          const drawings = [
            ...figure.querySelectorAll('.stage :is(svg:not(.strip, .pulse svg), canvas, .chosen-rules)'),
          ];
          const shareIn = (place: ScrollLogicalPosition) => {
            control.scrollIntoView({ block: place, behavior: 'instant' });
            const seen = drawings.map((drawing) => {
              const { top, bottom, height } = drawing.getBoundingClientRect();
              return (Math.min(innerHeight, bottom) - Math.max(52, top)) / Math.min(height, innerHeight);
            });
            return Math.max(...seen);
          };
          const isSeen = places.some((place) => shareIn(place) > 0.3);
          return isSeen ? [] : [`${figure.dataset.part} ${control.dataset.set ?? control.textContent}`];
        });
      }, blocks);
      expect(blind).toEqual([]);
      await reader.close();
    });
  });
}
