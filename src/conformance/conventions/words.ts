import { type Conventions, fieldNames, type Refractory } from './conventions.ts';

/** The words for a choice in a field of conventions or of a refractory period, unless it needs none. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  integrator: {
    ...{ exact: 'exact', euler: 'Euler', 'backward-euler': 'backward Euler', trapezoidal: 'trapezoidal' },
    ...{ heun: 'Heun (second-order Runge-Kutta)', 'runge-kutta-4': 'fourth-order Runge-Kutta' },
  },
  inputScale: { 'dt-over-tau': 'input times dt/tau', one: 'input added unscaled' },
  comparison: { '>': '>', '>=': '>=' },
  reset: { zero: 'reset to zero', subtract: 'reset by subtraction', none: 'no reset' },
  shownVoltage: { 'before-reset': 'voltage shown before the reset' },
  floor: { none: 'no floor', zero: 'floor always at 0' },
  initialVoltage: { zero: 'always starts at 0' },
  inputDelaySteps: { 1: 'input one step late' },
  spikeDelaySteps: { 1: 'spikes reported one step late' },
  spikesPerStep: { many: 'several spikes per step' },
  more: { '-1': ', one step fewer', 1: ', one step more' },
  rounding: { nearest: 'to the nearest', down: 'down', up: 'up' },
  meanwhile: { clamped: 'voltage clamped', 'input-masked': 'input masked', silent: 'silent only' },
  spikeTime: {
    linear: ' (spike time by linear interpolation)',
    'end-of-step': ' (from the end of the step)',
    scaled: ' (voltage scaled by linear interpolation, as in Nengo up to 2.1)',
  },
};

const wordsOf = (field: string, choice: string | number) => words[field]?.[choice] ?? '';

/** The words for a choice. Some of Nengo's choices have none. */
export function describeChoice(field: keyof Conventions, conventions: Conventions): string {
  const { integrator, inputScale, reset, resetTime, refractory, spikeHeight } = conventions;
  if (field === 'refractory') return describeRefractory(refractory);
  if (field === 'spikeHeight') return `spike height ${spikeHeight}`;
  if (field === 'reset') return wordsOf('reset', reset) + (resetTime === 'one-step-late' ? ' one step late' : '');
  if (field === 'integrator' && inputScale !== 'one-minus-decay')
    return `decay factor ${integrator === 'exact' ? 'e^(-dt/tau)' : '1 - dt/tau'}`;
  return wordsOf(field, conventions[field]);
}

function describeRefractory(refractory: Refractory): string {
  switch (refractory.kind) {
    case 'none':
      return 'no refractory';
    case 'sub-step':
      return `sub-step refractory${wordsOf('spikeTime', refractory.spikeTime)}`;
    case 'fixed-steps': {
      const steps = refractory.steps === 1 ? 'one refractory step' : `${refractory.steps} refractory steps`;
      return `${steps} whatever the refractory period (${wordsOf('meanwhile', refractory.meanwhile)})`;
    }
    case 'whole-steps': {
      const { rounding, more, meanwhile } = refractory;
      const rounded = `rounded ${wordsOf('rounding', rounding)}${wordsOf('more', more)}`;
      return `whole-step refractory (tau_ref/dt ${rounded}; ${wordsOf('meanwhile', meanwhile)})`;
    }
  }
}

/**
 * Describes conventions in words.
 *
 * @param fields - all by default
 * @example describeConventions(nengoConventions) // 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt'
 */
export function describeConventions(
  conventions: Conventions,
  fields: readonly (keyof Conventions)[] = fieldNames,
): string {
  return fields.flatMap((field) => describeChoice(field, conventions) || []).join(', ');
}
