import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string; from: object; to: object }[];
  options: ICruiseOptions;
};

describe('the import rules', () => {
  it('hold in every folder of code', async () => {
    const { summary, modules } = await cruiseFolders(['src', 'properties', 'spec', 'scripts']);
    expect(summary.violations).toEqual([]);
    expect(modules.some(({ source }) => source === 'src/simulator/network/run.ts')).toBe(true);
    expect(modules.filter(({ source }) => source.startsWith('src/')).length).toBeGreaterThan(15);
    expect(summary.totalDependenciesCruised).toBeGreaterThan(90);
  });

  it('notice a law that imports code of the simulator', async () => {
    const { summary } = await cruiseFolders(['properties'], (rule) =>
      rule.name === 'laws-import-types-of-src' ? { ...rule, from: { path: '^properties/' } } : rule,
    );
    // oracles and mutants may import code: they break the rule as soon as it covers them
    expect(summary.violations.map(({ rule }) => rule.name)).toContain('laws-import-types-of-src');
  });

  it('notice a network that imports a folder it may not import', async () => {
    const { summary } = await cruiseFolders(['src'], (rule) =>
      rule.name === 'network-imports'
        ? {
            ...rule,
            to: { path: '^src/simulator/[^/]+/', pathNot: ['^src/simulator/network/', '^src/simulator/neuron/'] },
          }
        : rule,
    );
    expect(summary.violations.map(({ to }) => to)).toContain('src/simulator/synapse/low-pass.ts');
  });
});

type Rule = (typeof rules.forbidden)[number];

async function cruiseFolders(folders: string[], change: (rule: Rule) => Rule = (rule) => rule): Promise<ICruiseResult> {
  const ruleSet = { forbidden: rules.forbidden.map(change) };
  const { output } = await cruise(folders, { ...rules.options, ruleSet, validate: true } as ICruiseOptions);
  return output as ICruiseResult;
}
