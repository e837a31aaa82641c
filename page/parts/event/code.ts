import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import type { fields } from './fields.ts';

const gains: Readonly<Record<string, string>> = {
  start: '-math.expm1(-1 / 20)',
  end: '-math.expm1(-1 / 20) * decay',
  mean: '-math.expm1(-1 / 20) * tau * (1 - decay)',
};

/** Computes both voltages: what a current adds in a step is the only difference. */
export function code({ rule, factor, tau }: ValuesOf<typeof fields>): Snippet[] {
  return [
    {
      language: 'Python',
      text: `import math

tau = ${tau}  # of the current, in steps of 1 ms; the membrane's is 20
decay = math.exp(-1 / tau)
exact = ${tau === 20 ? 'decay / 20' : '(math.exp(-1 / 20) - decay) / 20 / (1 / tau - 1 / 20)'}
held = ${gains[rule]}
voltage, other, current = 0, 0, 0
for step in range(60):
    voltage = voltage * math.exp(-1 / 20) + exact * current
    other = other * math.exp(-1 / 20) + held * ${factor} * current
    current *= decay
    if step == 1:
        current += 1  # the event arrives
    print(step, voltage, other)`,
    },
  ];
}
