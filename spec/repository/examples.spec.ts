import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Example, examplesIn, runExample } from './example.ts';

const files = ['src', 'properties', 'scripts', 'bench', 'adapters'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
);
const examples = files.flatMap((file) => examplesIn(file));

const madeUp = `/** Adds. @param a - one
 * @example
 * const two = 1 + 1;
 * two + 1 // 3
 * @see nothing
 */
export function add() {}
export async function subtract() {}`;

describe('an example in a doc comment', () => {
  it('consists of code and, after two slashes, its value', async () => {
    const [example] = examplesIn('src/base/version.ts', madeUp) as [Example];
    expect(example).toEqual({ file: 'src/base/version.ts', code: 'const two = 1 + 1;\ntwo + 1', expected: '3' });
    expect(await runExample(example)).toEqual({ got: 3, expected: 3 });
  });

  it('fails if its value is wrong', async () => {
    const [example] = examplesIn('src/base/version.ts', madeUp.replace('// 3', '// 4')) as [Example];
    expect(await runExample(example)).toEqual({ got: 3, expected: 4 });
  });

  it('may give a reason after its value', () => {
    const [example] = examplesIn('made-up.ts', '/** @example [1, 2] // [1, 2]: one, and one more */');
    expect(example).toMatchObject({ code: '[1, 2]', expected: '[1, 2]' });
  });

  it('gives a value', () => {
    expect(examples.length).toBeGreaterThan(60);
    expect(examples.filter(({ expected }) => expected === '')).toEqual([]);
  });

  for (const example of examples) {
    it(`is true in ${example.file}: ${example.code.split('\n').at(-1)}`, async () => {
      const { got, expected } = await runExample(example);
      expect(got).toEqual(expected);
    });
  }
});
