import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';

interface Rule {
  readonly name: string;
  readonly from: object;
  readonly to: object;
}

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: Rule[];
  options: ICruiseOptions;
};

/** Stricter copies of rules, which existing imports violate. */
const tooStrict: readonly Rule[] = [
  { ...ruleNamed('laws-import-types-of-src'), name: 'no code in oracles', from: { path: '^properties/' } },
  {
    ...ruleNamed('network-imports'),
    name: 'no synapse',
    to: { path: '^src/simulator/[^/]+/', pathNot: ['^src/simulator/network/', '^src/simulator/neuron/'] },
  },
];

describe('the import rules', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    const ruleSet = { forbidden: [...rules.forbidden, ...tooStrict] };
    const options = { ...rules.options, ruleSet, validate: true } as ICruiseOptions;
    result = (await cruise(['src', 'properties', 'scripts'], options)).output as ICruiseResult;
  });

  const violations = () => result.summary.violations;

  it('hold in every folder of code', () => {
    const names = tooStrict.map(({ name }) => name);
    expect(violations().filter(({ rule }) => !names.includes(rule.name))).toEqual([]);
    expect(result.modules.some(({ source }) => source === 'src/simulator/network/run.ts')).toBe(true);
    expect(result.modules.filter(({ source }) => source.startsWith('src/')).length).toBeGreaterThan(15);
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(90);
  });

  it('detect a law that imports code of the simulator, as oracles and mutants may', () => {
    expect(violations().map(({ rule }) => rule.name)).toContain('no code in oracles');
  });

  it('detect a network that imports a folder it may not import', () => {
    const violated = violations().filter(({ rule }) => rule.name === 'no synapse');
    expect(violated.map(({ to }) => to)).toContain('src/simulator/synapse/low-pass.ts');
  });
});

function ruleNamed(name: string): Rule {
  return rules.forbidden.find((rule) => rule.name === name) as Rule;
}
