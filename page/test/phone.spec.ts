import { describe, expect, it } from 'vitest';
import { browserNames, pathOf, useBrowser } from './browser.ts';

/** Parts whose chart fits on a phone together with a slider. */
const charts = ['opening', 'neuron', 'tuning', 'channel', 'swing', 'question', 'training'];

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`on a phone, in ${browser}`, () => {
    const tab = useBrowser(browser);

    it('every slider is visible together with its chart', async () => {
      const reader = await tab.open('#v=1&channel.which=both&tuning.input=2', { width: 390, height: 844 });
      for (const part of charts) await reader.goTo(part);
      const ids = await reader.page.$$eval('input[type=range]', (all) => all.map(({ id }) => id));
      const apart: string[] = [];
      for (const id of ids.filter((id) => charts.includes(id.split('-')[0] ?? ''))) {
        const seen = await reader.page.evaluate((name) => {
          const slider = document.getElementById(name) as HTMLElement;
          slider.scrollIntoView({ block: 'end' });
          scrollBy(0, 40);
          const box = slider.getBoundingClientRect();
          const chart = slider
            .closest('figure')
            ?.querySelector('.stage svg:not(.picker)')
            ?.getBoundingClientRect() as DOMRect;
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          const visible = Math.min(innerHeight, chart.bottom) - Math.max(50, chart.top);
          return { isUsable: top === slider, part: visible / chart.height };
        }, id);
        if (!seen.isUsable || seen.part < 0.9) apart.push(`${id} ${seen.isUsable} ${seen.part.toFixed(2)}`);
      }
      expect(apart).toEqual([]);
      await reader.close();
    });
  });
}
