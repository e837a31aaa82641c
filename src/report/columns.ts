import type { Row } from '../study/results/row.ts';

/** A column of a table of results. */
export interface Column {
  /** What it and its neighbours are of. */
  readonly group: string;
  readonly name: string;
  /** [line] */
  readonly cells: readonly string[];
}

/** The table of a study: a line an amplitude, and seed if there are several. Accuracies in percent. */
export function columnsOf(rows: readonly Row[]): Column[] {
  const floors = [...new Set(rows.map((row) => row.minVoltage))];
  const lines = rows.filter((row) => row.minVoltage === floors[0]);
  const isSameLine = (a: Row, b: Row) => a.amplitude === b.amplitude && a.seed === b.seed;
  const rowsOf = (floor: number | null) =>
    lines.map((line) => rows.find((row) => row.minVoltage === floor && isSameLine(row, line)) as Row);
  const seeds = new Set(rows.map((row) => row.seed));
  const layers = rows[0]?.spikesPerNeuronStep ?? [];
  return [
    { group: '', name: 'amplitude', cells: lines.map((row) => String(row.amplitude)) },
    ...(seeds.size > 1 ? [{ group: '', name: 'seed', cells: lines.map((row) => String(row.seed)) }] : []),
    ...floors.map((floor) => ({
      group: 'accuracy, %',
      name: floorName(floor),
      cells: rowsOf(floor).map((row) => percent(row.spikingAccuracy)),
    })),
    { group: 'accuracy, %', name: 'rate', cells: lines.map((row) => percent(row.rateAccuracy)) },
    ...floors.flatMap((floor) =>
      layers.map((_, layer) => ({
        group: `spikes a neuron and step, ${floorName(floor)}`,
        name: `layer ${layer + 1}`,
        cells: rowsOf(floor).map((row) => (row.spikesPerNeuronStep[layer] as number).toFixed(4)),
      })),
    ),
  ];
}

/** What a floor is called in a table and a legend. */
export function floorName(floor: number | null): string {
  return floor === null ? 'no floor' : `floor ${floor}`;
}

/** Writes a share as a number of percent. */
export function percent(share: number): string {
  return (100 * share).toFixed(2);
}

/** Columns that stand side by side under one heading. */
export interface Group {
  readonly title: string;
  readonly columns: readonly Column[];
}

/** Puts neighbouring columns of the same group together. */
export function groupsOf(columns: readonly Column[]): Group[] {
  const titles = [...new Set(columns.map((column) => column.group))];
  return titles.map((title) => ({ title, columns: columns.filter((column) => column.group === title) }));
}
