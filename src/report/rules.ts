import type { Conventions, Refractory } from '../conformance/conventions/conventions.ts';

/** A rule of simulators, with the few words that fit into a cell of a table. */
interface Rule {
  readonly name: string;
  readonly describe: (conventions: Conventions) => string;
}

/** The rules in which simulators differ, as rows of a table. */
export const rules: readonly Rule[] = [
  { name: 'integrator', describe: ({ integrator }) => integrator },
  {
    name: 'input',
    describe: ({ inputScale }) =>
      ({ 'one-minus-decay': '1 - decay', 'dt-over-tau': 'dt/tau', one: 'unscaled' })[inputScale],
  },
  { name: 'fires', describe: ({ comparison }) => (comparison === '>' ? 'above 1' : 'at 1') },
  {
    name: 'reset',
    describe: ({ reset, resetTime }) => {
      const words = { zero: 'to 0', subtract: 'subtract 1', none: 'none' }[reset];
      return resetTime === 'one-step-late' ? `${words}, late` : words;
    },
  },
  { name: 'refractory', describe: ({ refractory }) => describeRefractory(refractory) },
  { name: 'floor', describe: ({ floor }) => (floor === 'zero' ? '0' : floor.replace('-', ' ')) },
  {
    name: 'start',
    describe: ({ initialVoltage }) => (initialVoltage === 'zero' ? '0' : initialVoltage.replace('-', ' ')),
  },
  { name: 'spikes per step', describe: ({ spikesPerStep }) => spikesPerStep },
  {
    name: 'delay',
    describe: ({ inputDelaySteps, spikeDelaySteps }) => {
      const parts = [...(inputDelaySteps ? ['input'] : []), ...(spikeDelaySteps ? ['spikes'] : [])];
      return parts.length === 0 ? 'none' : `${parts.join(', ')} 1 step`;
    },
  },
  { name: 'voltage shown', describe: ({ shownVoltage }) => shownVoltage.replace('-', ' ') },
  { name: 'spike height', describe: ({ spikeHeight }) => spikeHeight },
];

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
