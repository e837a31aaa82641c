import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { nirOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { exportsInMillivolts } from '../mutants/nir-export.ts';

const byChoices = (name: string, chosen: Chosen, precision: Implementation['precision'] = 'float64') => ({
  name,
  precision,
  nir: nirOf(() => chosen, precision),
});

const euler = { integrator: 'euler', synapse: 'euler' };

/** NIR importers that discretize differently from the reference, and an exporter whose voltages have a unit. */
export const nirControls: readonly Implementation[] = [
  { name: 'NIR in float32', precision: 'float32', nir: reference('float32').nir as NonNullable<Implementation['nir']> },
  byChoices('NIR by Euler, from 0, fires at the threshold', { ...euler, start: '0', spikes: 'at-threshold' }),
  byChoices('NIR by Euler, from rest, one step late', { ...euler, report: 'one-step-late' }, 'float32'),
  byChoices('NIR by Euler, the membrane first', { ...euler, order: 'membrane-first', shown: 'before-reset' }),
  byChoices('NIR exactly, both equations at once, from reset', { current: 'joint', start: 'reset' }),
  { name: 'exports in millivolts', precision: 'float64', nir_export: exportsInMillivolts() },
];
