import { fetchSimulators, type JudgedSimulator } from '../../data/published.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import type { fields } from './fields.ts';
import { openOwn } from './own.ts';
import { countOdd, describeRaster, drawRules } from './raster.ts';
import { conventionsSet, spikesBy, togglesOf } from './toggles.ts';

type Values = ValuesOf<typeof fields>;

/** Shows what each rule does, and which simulator follows it; below, judges what the reader pastes. */
export const mount: Mount<Values> = async (figure, state) => {
  const simulators = await fetchSimulators();
  let shown = '';
  state.watch((values, kind) => {
    const { example, ...toggles } = values;
    if (JSON.stringify(toggles) === shown) return;
    shown = JSON.stringify(toggles);
    redraw(figure.stage, drawRules(values, simulators, true));
    figure.say(describeRaster(values, simulators), kind !== 'drag');
    tabulateRules(figure, values, simulators);
  });
  figure.stage.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-simulator]');
    const simulator = simulators[Number(button?.dataset.simulator ?? -1)];
    if (simulator !== undefined) state.set(togglesOf(simulator.conventions), 'commit');
  });
  openOwn(figure, state);
};

/** Keeps the focus on the same row. */
function redraw(stage: HTMLElement, drawing: string): void {
  const row = (document.activeElement as HTMLElement | null)?.dataset.simulator;
  stage.innerHTML = drawing;
  if (row !== undefined) stage.querySelector<HTMLElement>(`[data-simulator="${row}"]`)?.focus();
}

function tabulateRules(figure: Figure, values: Values, simulators: readonly JudgedSimulator[]): void {
  const chosen = spikesBy(conventionsSet(values));
  const rows = simulators.map(({ name, conventions }) => {
    const { integrator, comparison, reset, refractory, floor } = togglesOf(conventions);
    const spikes = spikesBy(conventions);
    const rules = [integrator, comparison, reset, refractory, floor];
    return [name, ...rules, spikes.length, countOdd(spikes, chosen), spikes.join(' ')];
  });
  figure.tabulate(
    `Simulators with a published verdict; by the chosen rules, spikes in steps ${chosen.join(' ')}`,
    ['simulator', 'integrator', 'fires', 'reset', 'refractory', 'floor', 'spikes', 'elsewhere', 'steps'],
    rows,
  );
}
