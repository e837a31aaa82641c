import { type Conventions, fieldNames, type Refractory } from './conventions.ts';

const integratorNames: Readonly<Record<Conventions['integrator'], string>> = {
  exact: 'exact',
  euler: 'Euler',
  'backward-euler': 'backward Euler',
  heun: 'Heun (second-order Runge-Kutta)',
  'runge-kutta-4': 'fourth-order Runge-Kutta',
  trapezoidal: 'trapezoidal',
};

const scaleNames: Readonly<Record<Conventions['inputScale'], string>> = {
  'one-minus-decay': '',
  'dt-over-tau': 'input times dt/tau',
  one: 'input added unscaled',
};

const resetNames: Readonly<Record<Conventions['reset'], string>> = {
  zero: 'reset to zero',
  subtract: 'reset by subtraction',
  none: 'no reset',
};

const spikeTimeNames = {
  exact: 'sub-step refractory',
  linear: 'sub-step refractory (spike time by a straight line)',
  'end-of-step': 'sub-step refractory (from the end of the step)',
  scaled: 'sub-step refractory (voltage scaled by a straight line, as Nengo up to 2.1)',
} as const;

const meanwhileNames = {
  clamped: 'voltage clamped',
  'input-masked': 'input masked',
  silent: 'silent only',
} as const;

/** The name of each choice. It is empty for a choice of Nengo's that needs no words. */
export const wordsOf: { readonly [Field in keyof Conventions]: (conventions: Conventions) => string } = {
  integrator: ({ integrator, inputScale }) => {
    if (inputScale === 'one-minus-decay') return integratorNames[integrator];
    return `decay factor ${integrator === 'exact' ? 'e^(-dt/tau)' : '1 - dt/tau'}`;
  },
  inputScale: ({ inputScale }) => scaleNames[inputScale],
  comparison: ({ comparison }) => comparison,
  reset: ({ reset, resetTime }) => resetNames[reset] + (resetTime === 'one-step-late' ? ' one step late' : ''),
  resetTime: () => '',
  shownVoltage: ({ shownVoltage }) => (shownVoltage === 'before-reset' ? 'voltage shown before the reset' : ''),
  refractory: ({ refractory }) => describeRefractory(refractory),
  floor: ({ floor }) => ({ 'as-asked': '', none: 'no floor', zero: 'floor always at 0' })[floor],
  initialVoltage: ({ initialVoltage }) => (initialVoltage === 'zero' ? 'always starts at 0' : ''),
  inputDelaySteps: ({ inputDelaySteps }) => (inputDelaySteps === 1 ? 'input one step late' : ''),
  spikeDelaySteps: ({ spikeDelaySteps }) => (spikeDelaySteps === 1 ? 'spikes reported one step late' : ''),
  spikesPerStep: ({ spikesPerStep }) => (spikesPerStep === 'many' ? 'several spikes per step' : ''),
  spikeHeight: ({ spikeHeight }) => `spike height ${spikeHeight}`,
};

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
  return fields
    .map((field) => wordsOf[field](conventions))
    .filter((words) => words !== '')
    .join(', ');
}

function describeRefractory(refractory: Refractory): string {
  switch (refractory.kind) {
    case 'none':
      return 'no refractory';
    case 'sub-step':
      return spikeTimeNames[refractory.spikeTime];
    case 'fixed-steps':
      return `${counted(refractory.steps)} whatever the refractory period (${meanwhileNames[refractory.meanwhile]})`;
    case 'whole-steps': {
      const more = { '-1': ', one step fewer', 0: '', 1: ', one step more' }[refractory.more];
      const rounding = refractory.rounding === 'nearest' ? 'to the nearest' : refractory.rounding;
      return `whole-step refractory (tau_ref/dt rounded ${rounding}${more}; ${meanwhileNames[refractory.meanwhile]})`;
    }
  }
}

const counted = (steps: number): string => (steps === 1 ? 'one refractory step' : `${steps} refractory steps`);
