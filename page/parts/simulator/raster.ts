import { at, escapeText } from '../../chart/plot.ts';
import type { JudgedSimulator } from '../../data/published.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { fields } from './fields.ts';
import { conventionsSet, isSetAs, otherRulesOf, ruleCurrent, spikesBy } from './toggles.ts';

type Values = ValuesOf<typeof fields>;

/** Draws the spikes by the chosen rules, and those of every simulator, each a button unless the page has no scripts. */
export function drawRules(values: Values, simulators: readonly JudgedSimulator[], hasScripts: boolean): string {
  const chosen = spikesBy(conventionsSet(values));
  const rows = simulators.map((simulator, index) => {
    const spikes = spikesBy(simulator.conventions);
    const isSet = isSetAs(values, simulator);
    const told = `<span class="told">${spikes.length} spikes, ${compareSpikes(spikes, chosen)}</span>`;
    const inside = `${nameRow(simulator)}${strip(drawSpikes(spikes, chosen))}${told}`;
    return hasScripts
      ? `<li><button type="button" data-simulator="${index}" aria-pressed="${isSet}">${inside}</button></li>`
      : `<li><div class="simulator">${inside}</div></li>`;
  });
  const groups = Object.entries(headings).map(([family, heading]) => {
    const own = rows.filter((_, index) => simulators[index]?.family === family);
    return `<p class="name">${heading}</p><ol>${own.join('')}</ol>`;
  });
  const current = strip(`<path class="curve ink" d="${pathOfCurrent()}"/>`, 'shown');
  return `<div class="chosen-rules"><div><span class="who">Current</span>${current}<span class="told">100 steps of 1 ms</span></div>
<div><span class="who">By these rules</span>${strip(drawSpikes(chosen, chosen))}<span class="told">${chosen.length} spikes</span></div></div>
<div class="simulators">${groups.join('')}</div>`;
}

const headings: Readonly<Record<JudgedSimulator['family'], string>> = {
  nengo: 'Nengo and its back ends',
  other: 'Other simulators',
  example: 'Not simulators: examples written for lifspec in other languages',
};

/** Names the rules that no toggle sets. */
function nameRow(simulator: JudgedSimulator): string {
  const others = otherRulesOf(simulator).join(', ');
  const more = others === '' ? '' : `<span class="told">${others}</span>`;
  return `<span class="who">${escapeText(simulator.name)}${more}</span>`;
}

function compareSpikes(spikes: readonly number[], chosen: readonly number[]): string {
  const odd = countOdd(spikes, chosen);
  if (odd > 0) return `${odd} elsewhere`;
  return spikes.length === chosen.length ? 'the same' : `${chosen.length - spikes.length} missing`;
}

/** Number of spikes in other steps than the chosen rules'. */
export function countOdd(spikes: readonly number[], chosen: readonly number[]): number {
  return spikes.filter((step) => !chosen.includes(step)).length;
}

/** Says which simulators fire in the same steps, and which follow further rules. */
export function describeRaster(values: Values, simulators: readonly JudgedSimulator[]): string {
  const chosen = spikesBy(conventionsSet(values));
  const alike = simulators.filter(({ conventions }) => spikesBy(conventions).join() === chosen.join());
  const others = simulators.filter((simulator) => isSetAs(values, simulator) && otherRulesOf(simulator).length > 0);
  const told = alike.length === 0 ? 'no tested simulator' : alike.map(({ name }) => name).join(', ');
  const more = others.map((simulator) => ` ${simulator.name} also ${otherRulesOf(simulator).join(', ')}.`);
  return `By these rules the neuron fires ${chosen.length} times. In the same steps: ${told}.${more.join('')}`;
}

const stripHeight = 10;

function strip(marks: string, look = ''): string {
  return `<svg class="strip ${look}" viewBox="0 0 ${ruleCurrent.length} ${stripHeight}" preserveAspectRatio="none" aria-hidden="true">${marks}</svg>`;
}

/** Spikes in other steps than the chosen rules' are taller and in another color. */
function drawSpikes(spikes: readonly number[], chosen: readonly number[]): string {
  const known = new Set(chosen);
  return spikes
    .map((step) =>
      known.has(step)
        ? `<rect class="lit" x="${at(step + 0.2)}" y="3" width="0.6" height="5"/>`
        : `<rect class="odd" x="${at(step + 0.1)}" y="0" width="0.8" height="10"/>`,
    )
    .join('');
}

function pathOfCurrent(): string {
  const [low, high] = [Math.min(...ruleCurrent), Math.max(...ruleCurrent)];
  const y = (current: number) => at(stripHeight * (1 - (current - low) / (high - low)));
  return ruleCurrent.map((current, step) => `${step === 0 ? 'M' : 'L'}${step} ${y(current)}H${step + 1}`).join('');
}
