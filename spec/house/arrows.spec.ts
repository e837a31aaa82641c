import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string; from: object; to: object }[];
  options: ICruiseOptions;
};

describe('the house', () => {
  it('has arrows that point one way, and that were looked at: every folder of code is cruised, down to its imports', async () => {
    const { summary, modules } = await cruiseFolders(['src', 'properties', 'spec']);
    expect(summary.violations).toEqual([]);
    expect(modules.some(({ source }) => source === 'src/network/run.ts')).toBe(true);
    expect(modules.filter(({ source }) => source.startsWith('src/')).length).toBeGreaterThan(15);
    expect(summary.totalDependenciesCruised).toBeGreaterThan(90);
  });

  it('has a law about laws that notices an import of code', async () => {
    const { summary } = await cruiseFolders(['properties'], (rule) =>
      rule.name === 'laws-import-types-of-src' ? { ...rule, from: { path: '^properties/' } } : rule,
    );
    // oracles and mutants, which may import code, are caught as soon as the rule speaks of them
    expect(summary.violations.map(({ rule }) => rule.name)).toContain('laws-import-types-of-src');
  });

  it('has a network that notices an import from a folder that it may not know', async () => {
    const { summary } = await cruiseFolders(['src'], (rule) =>
      rule.name === 'network-keeps-its-arrows'
        ? { ...rule, to: { path: '^src/[^/]+/', pathNot: ['^src/network/', '^src/neuron/'] } }
        : rule,
    );
    expect(summary.violations.map(({ to }) => to)).toContain('src/synapse/low-pass.ts');
  });
});

type Rule = (typeof rules.forbidden)[number];

async function cruiseFolders(folders: string[], change: (rule: Rule) => Rule = (rule) => rule): Promise<ICruiseResult> {
  const ruleSet = { forbidden: rules.forbidden.map(change) };
  const { output } = await cruise(folders, { ...rules.options, ruleSet, validate: true } as ICruiseOptions);
  return output as ICruiseResult;
}
