import { describe, expect, it } from 'vitest';
import { adapters } from '../../adapters/validation/adapters.ts';
import { readVerdicts } from '../../adapters/validation/verdicts.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { readSimulators } from '../build/simulators.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { fields } from '../parts/simulator/fields.ts';
import { probe, referenceSpikes } from '../parts/simulator/probe.ts';
import { conventionsSet, otherRulesOf, ruleCurrent, spikesBy, togglesOf } from '../parts/simulator/toggles.ts';
import { browserNames, numbersOf, pathOf, press, useBrowser, waitForSentence } from './browser.ts';

type Values = ValuesOf<typeof fields>;
const initial = initialValues(fields) as Values;
const simulators = readSimulators();
const spikesOf = (values: Values) => spikesBy(conventionsSet(values)).join(' ');

describe('a toggle of the rules', () => {
  const toggles = Object.entries(fields).filter(([key]) => key !== 'example');
  const single = toggles.flatMap(([key, { options }]) => Object.keys(options).map((choice) => [key, choice] as const));

  it.each(single)('moves a spike: %s %s', (key, choice) => {
    const isInitial = initial[key as keyof Values] === choice;
    expect(spikesOf({ ...initial, [key]: choice }) === spikesOf(initial)).toBe(isInitial);
  });

  it('starts with the rules of Nengo', () => {
    expect(conventionsSet(initial)).toEqual(nengoConventions);
  });
});

describe('a published verdict', () => {
  it('has a row if it is about single neurons', () => {
    const { simulators: judged } = readVerdicts();
    const ofNeurons = adapters.filter(({ name, isOf }) => isOf === undefined && name in judged);
    expect(simulators).toHaveLength(ofNeurons.length);
  });

  it('is of Nengo’s family, of another simulator, or of an example', () => {
    const namesOf = (family: string) => simulators.filter((one) => one.family === family).map(({ name }) => name);
    expect(
      namesOf('nengo')
        .map((name) => name.replace(/ .*/, ''))
        .toSorted(),
    ).toEqual(['Nengo', 'NengoDL', 'NengoOCL']);
    expect(namesOf('example').every((name) => / in (C|Go|Java|JavaScript|Lua|Perl|R|Rust) /.test(name))).toBe(true);
    expect(namesOf('other').some((name) => / in (C|Go|Java|JavaScript|Lua|Perl|R|Rust) /.test(name))).toBe(false);
  });

  it('agrees with what the text says about floors and about the scale of the input', () => {
    const others = simulators.filter(({ family }) => family === 'other');
    const floored = others.filter(({ conventions }) => conventions.floor !== 'none').map(({ name }) => name);
    expect(floored.map((name) => name.replace(/ .*/, '')).toSorted()).toEqual(['BindsNET', 'NEST', 'Sinabs']);
    const unscaled = others.filter(({ conventions }) => conventions.inputScale === 'one');
    for (const { conventions } of unscaled) {
      const most = conventions.refractory === 'none' ? ruleCurrent.length / 2 : 20;
      expect(spikesBy(conventions).length).toBeGreaterThan(most);
    }
    expect(
      Math.max(
        ...others.filter((one) => !unscaled.includes(one)).map(({ conventions }) => spikesBy(conventions).length),
      ),
    ).toBeLessThan(20);
  });

  it.each(simulators)('is explained by the toggles and the other rules that are told: $name', (simulator) => {
    const { conventions } = simulator;
    const same = spikesOf({ ...initial, ...togglesOf(conventions) }) === spikesBy(conventions).join(' ');
    expect(same).toBe(otherRulesOf(simulator).length === 0);
  });
});

/** A list with one value per step of the probe, with spikes in three steps. */
function trainOf(fired: string, silent: string): string {
  return `[${probe.map((_, step) => ([7, 17, 27].includes(step) ? fired : silent)).join(', ')}]`;
}

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, a simulator`, () => {
    const tab = useBrowser(browser);

    it('sets the toggles when it is chosen with the keyboard, and fires as the chosen rules do', async () => {
      const reader = await tab.open('rules.html');
      await reader.goTo('simulator');
      const counts = async () => [
        await reader.countVisible('#simulator .chosen-rules rect'),
        await reader.countVisible('#simulator .simulators :is(rect, .told)'),
      ];
      expect((await counts())[0]).toBe(spikesBy(nengoConventions).length);
      expect((await counts())[1]).toBeGreaterThan(2 * simulators.length);
      const index = simulators.findIndex(({ name }) => name.startsWith('Brian2'));
      const row = `#simulator [data-simulator="${index}"]`;
      await reader.page.focus(row);
      await reader.page.keyboard.press('Enter');
      const { name, conventions } = simulators[index] as (typeof simulators)[number];
      await waitForSentence(reader, 'simulator', `In the same steps: ${name}`);
      for (const [key, choice] of Object.entries(togglesOf(conventions)))
        expect(await reader.value(`input[name="simulator-${key}"]:checked`)).toBe(choice);
      expect(await reader.attribute(row, 'aria-pressed')).toBe('true');
      expect(await reader.page.evaluate(() => (document.activeElement as HTMLElement).dataset.simulator)).toBe(
        String(index),
      );
      const rows = await numbersOf(reader, 'simulator');
      expect(rows.map((cells) => [cells[0], cells.at(-1)])).toEqual(
        simulators.map((one) => [one.name, spikesBy(one.conventions).join(' ')]),
      );
      await reader.close();
    });

    it.each([
      [390, 844],
      [820, 1180],
      [1280, 800],
    ])('is on one screen with the toggles, at %i × %i', async (width, height) => {
      const reader = await tab.open('rules.html', { width, height });
      await reader.goTo('simulator');
      const hidden = await reader.page.evaluate(() => {
        const legends = [...document.querySelectorAll('#simulator .controls fieldset')];
        return legends.flatMap((control) => {
          control.scrollIntoView({ block: 'center', behavior: 'instant' });
          const spikes = document.querySelector('#simulator .chosen-rules')?.getBoundingClientRect() as DOMRect;
          return spikes.top >= 0 && spikes.bottom <= innerHeight ? [] : [control.textContent];
        });
      });
      expect(hidden).toEqual([]);
      await reader.close();
    });

    it('may be compared by pasting what it prints', async () => {
      const reader = await tab.open('rules.html#v=1&simulator.example=nengo');
      await reader.goTo('simulator');
      expect(await reader.value('#simulator-box')).toBe(referenceSpikes().join(', '));
      await reader.waitForText('#simulator .judged', 'each in its step');
      for (const [text, judged] of [
        ['[7, 17, 27]', '3 instead of 15 spikes'],
        [trainOf('True', 'False'), '3 instead of 15 spikes'],
        ['sender\ttime_ms\n3\t8.000\n3\t18.000\n3\t28.000', '3 instead of 15 spikes'],
        ['7\nx', 'Line 2: “x” is not a number'],
        ['1 0 0 1 x', '1 of 5 values were read'],
        ['7, 4000', 'outside the probe'],
      ] as const) {
        await reader.page.$eval(
          '#simulator-box',
          (box, pasted) => {
            (box as HTMLTextAreaElement).value = pasted;
            box.dispatchEvent(new Event('input', { bubbles: true }));
          },
          text,
        );
        await reader.waitForText('#simulator .judged', judged);
      }
      await press(reader, '#simulator .reset');
      expect(await reader.value('#simulator-box')).toBe('');
      await reader.close();
    });

    it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
  });
}
