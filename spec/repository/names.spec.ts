import { describe, expect, it } from 'vitest';
import { duplicateNames } from '../../scripts/check-names.mjs';

describe('names that two files declare and export', () => {
  it('are reported for every kind of declaration', () => {
    const files = {
      'a.ts': 'export const one = 1, two = 2;\nexport function three() {}\nexport type Four = 4;\nexport class Five {}',
      'b.ts': 'export interface Five {}\nexport const { two, three } = all;\nexport { other as Four } from "c";',
    };
    const found = duplicateNames(files, []);
    expect(found.map(({ name }) => name)).toEqual(['two', 'three', 'Four', 'Five']);
    expect(found[0]?.paths).toEqual(['a.ts', 'b.ts']);
  });

  it('are allowed if the second file re-exports the first', () => {
    const files = {
      'a.ts': 'export const one = 1;\nexport type Two = 2;\nexport const Two = 2;',
      'b.ts': 'export { one } from "./a.ts";\nexport * from "./a.ts";\nconst Two = 3;',
    };
    expect(duplicateNames(files, [])).toEqual([]);
  });

  it('are allowed in files that share an interface', () => {
    const files = { 'parts/a.ts': 'export const mount = 1;', 'parts/b.ts': 'export const mount = 2;' };
    const allowed = [{ names: ['mount'], in: /^parts\//, reason: 'made up' }];
    expect(duplicateNames(files, allowed)).toEqual([]);
    expect(duplicateNames({ ...files, 'c.ts': 'export const mount = 3;' }, allowed)).toHaveLength(1);
  });
});
