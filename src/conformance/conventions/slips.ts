import type { PrecisionName } from '../../base/precision.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import type { Answered } from './ask-probes.ts';
import { identify, known } from './identify.ts';

/** A mistake in reading requests or writing answers, which hides the rules that a simulator follows. */
interface Slip {
  /** What the simulator does, a sentence that starts with "it" or "its". */
  readonly says: string;
  /** The request as the simulator reads it. */
  readonly read?: (input: NeuronInput) => Partial<NeuronInput>;
  /** The answer as it should have been written. */
  readonly write?: (answer: NeuronOutput) => NeuronOutput;
}

const inOtherUnit = (factor: number): Slip => ({
  says: `its time constants are ${factor} times as long as requested: dtSeconds, tauRcSeconds and tauRefSeconds are all in seconds`,
  read: ({ dtSeconds, tauRcSeconds, tauRefSeconds }) => ({
    // a shorter time constant is refused, but would have the same effect
    tauRcSeconds: Math.max(factor * tauRcSeconds, dtSeconds / 30),
    tauRefSeconds: factor * tauRefSeconds,
  }),
});

const always = (fixed: Partial<NeuronInput>): Slip => ({
  says: `it uses ${Object.entries(fixed)
    .map(([field, value]) => `${field} ${value}`)
    .join(' and ')} whatever is requested`,
  read: () => fixed,
});

/** Without a leak, a step adds J·dt/τ: the limit of a long time constant and an equally large current. */
const huge = 1e13;

const slips: readonly Slip[] = [
  ...[1000, 0.001].map(inOtherUnit),
  ...[0.02, 0.01, 0.005, 0.05, 0.1].map((tauRcSeconds) => always({ tauRcSeconds })),
  always({ tauRefSeconds: 0.002 }),
  always({ tauRcSeconds: 0.02, tauRefSeconds: 0.002 }),
  always({ dtSeconds: 0.001 }),
  {
    says: 'its voltage does not leak: it adds current · dt/tau in each step',
    read: ({ tauRcSeconds, current }) => ({
      tauRcSeconds: huge * tauRcSeconds,
      current: current.map((row) => row.map((one) => huge * one)),
    }),
  },
  {
    says: 'its voltages are 1000 times as large as expected: the threshold is 1, not 1000 mV',
    write: ({ voltage = [], ...answer }) => ({
      ...answer,
      voltage: voltage.map((row) => row.map((one) => one / 1000)),
    }),
  },
];

/** The slip with which the conventions of a known simulator explain every answer, in words. */
export function findSlip(answered: readonly Answered[], declared: PrecisionName): string | undefined {
  const isExplained = ({ read = () => ({}), write = (answer) => answer }: Slip) => {
    const corrected = answered.map(({ probe, answer, ...one }) => {
      const input = { ...probe.input, ...read(probe.input) };
      return { ...one, probe: { ...probe, input }, answer: write(answer) };
    });
    return identify(corrected, declared, known).members.length > 0;
  };
  return slips.find(isExplained)?.says;
}
