import type { Conventions, Refractory } from '../conformance/conventions/conventions.ts';

interface Rule {
  readonly name: string;
  /** The fields of conventions that state the rule. */
  readonly fields: readonly (keyof Conventions)[];
  /** The few words that fit into a cell of a table. */
  readonly describe: (conventions: Conventions) => string;
  /** What a simulator does, without its name: `fires at 1`. */
  readonly tell: (conventions: Conventions) => string;
}

/** The rules in which simulators differ, as rows of a table. */
export const rules: readonly Rule[] = [
  {
    name: 'integrator',
    fields: ['integrator'],
    describe: ({ integrator }) => integrator,
    tell: ({ integrator }) =>
      ({
        ...{
          exact: 'integrates exactly',
          euler: 'integrates by Euler',
          'backward-euler': 'integrates by backward Euler',
        },
        ...{ heun: 'integrates by Heun', 'runge-kutta-4': 'integrates by fourth-order Runge-Kutta' },
        trapezoidal: 'integrates by the trapezoidal rule',
      })[integrator],
  },
  {
    name: 'input',
    fields: ['inputScale'],
    describe: ({ inputScale }) =>
      ({ 'one-minus-decay': '1 - decay', 'dt-over-tau': 'dt/tau', one: 'unscaled' })[inputScale],
    tell: ({ inputScale }) =>
      ({
        'one-minus-decay': 'scales the input by 1 - decay',
        'dt-over-tau': 'scales the input by dt/tau',
        one: 'adds the input unscaled',
      })[inputScale],
  },
  {
    name: 'fires',
    fields: ['comparison'],
    describe: ({ comparison }) => (comparison === '>' ? 'above 1' : 'at 1'),
    tell: ({ comparison }) => (comparison === '>' ? 'fires only above 1' : 'fires at 1'),
  },
  {
    name: 'reset',
    fields: ['reset', 'resetTime'],
    describe: ({ reset, resetTime }) => {
      const words = { zero: 'to 0', subtract: 'subtract 1', none: 'none' }[reset];
      return resetTime === 'one-step-late' ? `${words}, late` : words;
    },
    tell: ({ reset, resetTime }) => {
      const words = { zero: 'resets to zero', subtract: 'resets by subtraction', none: 'does not reset' }[reset];
      return resetTime === 'one-step-late' ? `${words} one step late` : words;
    },
  },
  {
    name: 'refractory',
    fields: ['refractory'],
    describe: ({ refractory }) => describeRefractory(refractory),
    tell: ({ refractory }) => tellRefractory(refractory),
  },
  {
    name: 'floor',
    fields: ['floor'],
    describe: ({ floor }) => (floor === 'zero' ? '0' : floor.replace('-', ' ')),
    tell: ({ floor }) =>
      ({ 'as-asked': 'has the requested voltage floor', none: 'has no voltage floor', zero: 'has a floor at 0' })[
        floor
      ],
  },
  {
    name: 'start',
    fields: ['initialVoltage'],
    describe: ({ initialVoltage }) => (initialVoltage === 'zero' ? '0' : initialVoltage.replace('-', ' ')),
    tell: ({ initialVoltage }) =>
      initialVoltage === 'zero' ? 'always starts at 0' : 'starts at the requested voltage',
  },
  {
    name: 'spikes per step',
    fields: ['spikesPerStep'],
    describe: ({ spikesPerStep }) => spikesPerStep,
    tell: ({ spikesPerStep }) =>
      spikesPerStep === 'one' ? 'fires at most once per step' : 'can fire several times per step',
  },
  {
    name: 'delay',
    fields: ['inputDelaySteps', 'spikeDelaySteps'],
    describe: ({ inputDelaySteps, spikeDelaySteps }) => {
      const parts = [...(inputDelaySteps ? ['input'] : []), ...(spikeDelaySteps ? ['spikes'] : [])];
      return parts.length === 0 ? 'none' : `${parts.join(', ')} 1 step`;
    },
    tell: ({ inputDelaySteps, spikeDelaySteps }) => {
      const parts = [
        ...(inputDelaySteps ? ['receives its input one step late'] : []),
        ...(spikeDelaySteps ? ['reports its spikes one step late'] : []),
      ];
      return parts.join(' and ') || 'has no delay';
    },
  },
  {
    name: 'voltage shown',
    fields: ['shownVoltage'],
    describe: ({ shownVoltage }) => shownVoltage.replace('-', ' '),
    tell: ({ shownVoltage }) => `shows the voltage ${shownVoltage.replace('-', ' the ')}`,
  },
  {
    name: 'spike height',
    fields: ['spikeHeight'],
    describe: ({ spikeHeight }) => spikeHeight,
    tell: ({ spikeHeight }) => `has spikes of height ${spikeHeight}`,
  },
];

function tellRefractory(refractory: Refractory): string {
  switch (refractory.kind) {
    case 'none':
      return 'has no refractory period';
    case 'sub-step': {
      const from = {
        exact: '',
        linear: ', from a linearly interpolated spike time',
        'end-of-step': ', from the end of the step of the spike',
        scaled: ', as in Nengo up to 2.1',
      }[refractory.spikeTime];
      return `counts the refractory period in fractions of a step${from}`;
    }
    case 'fixed-steps':
      return `is refractory for ${refractory.steps} step${refractory.steps === 1 ? '' : 's'}${describeMeanwhile(refractory)}`;
    case 'whole-steps': {
      const { rounding, more } = refractory;
      const direction = rounding === 'nearest' ? 'to the nearest step' : `${rounding} to whole steps`;
      const added = { '-1': ', less one', 0: '', 1: ', plus one' }[more];
      return `rounds the refractory period ${direction}${added}${describeMeanwhile(refractory)}`;
    }
  }
}

/** `sub-step`; `rounded up - 1`: τ_ref/dt is rounded up to whole steps, less one. */
function describeRefractory(refractory: Refractory): string {
  switch (refractory.kind) {
    case 'none':
      return 'none';
    case 'sub-step':
      return refractory.spikeTime === 'exact' ? 'sub-step' : `sub-step, ${refractory.spikeTime}`;
    case 'fixed-steps':
      return `${refractory.steps} step${refractory.steps === 1 ? '' : 's'}${describeMeanwhile(refractory)}`;
    case 'whole-steps': {
      const { rounding, more } = refractory;
      const added = { '-1': ' - 1', 0: '', 1: ' + 1' }[more];
      return `rounded ${rounding}${added}${describeMeanwhile(refractory)}`;
    }
  }
}

const describeMeanwhile = ({ meanwhile }: { readonly meanwhile: string }): string =>
  meanwhile === 'clamped' ? '' : `, ${meanwhile}`;
