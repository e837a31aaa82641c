import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import type { fields } from './fields.ts';
import { conventionsSet, rulePieces } from './toggles.ts';

type Values = ValuesOf<typeof fields>;

const charges: Readonly<Record<string, string>> = {
  exact: '-math.expm1(-time / 0.02)',
  euler: 'time / 0.02',
  'backward-euler': 'time / (0.02 + time)',
};

/** Computes the spikes by the chosen rules. Python leaves out the parts of a step, unless the integrator is exact. */
export function code(values: Values): Snippet[] {
  const pieces = rulePieces.map(([length, current]) => `[${current}] * ${length}`).join(' + ');
  const many = rulePieces.map(([length, current]) => `...Array(${length}).fill([${current}])`).join(', ');
  const isPart = values.refractory === 'sub-step';
  const python: Snippet = {
    language: 'Python',
    text: `import math

voltage, waiting, spikes = 1.0, 0.0, []
for step, current in enumerate(${pieces}):
    time = min(max(0.001 - waiting, 0), 0.001)  # the active part of the step
    waiting -= 0.001
    voltage += (current - voltage) * ${charges[values.integrator]}
    if voltage ${values.comparison === 'at' ? '>=' : '>'} 1${isPart ? '' : ' and time > 0'}:
        spikes.append(step)
        waiting = ${waitings[values.refractory]}
        voltage ${values.reset === 'zero' ? '= 0' : '-= 1'}
${values.floor === 'none' ? '' : '    voltage = max(voltage, 0)\n'}print(*spikes)`,
  };
  const typeScript: Snippet = {
    language: 'TypeScript, in a clone of the repository',
    text: `import { simulate } from './dist/src/conformance/choices/neuron-step.js';

const conventions = ${JSON.stringify(conventionsSet(values), null, 2)
      .replace(/"(\w+)":/g, '$1:')
      .replaceAll('"', "'")};
const neuron = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: 0 };
const current = [${many}];
console.log(...simulate(conventions, { ...neuron, initialVoltage: [1], current }).spikes[0]);`,
  };
  return isPart && values.integrator !== 'exact' ? [typeScript] : [python, typeScript];
}

const waitings: Readonly<Record<string, string>> = {
  'sub-step': '0.002 + 0.02 * math.log1p(-(voltage - 1) / (current - 1)) if current > voltage else 0.002',
  whole: '0.002',
  fewer: '0.001',
  none: '0',
};
