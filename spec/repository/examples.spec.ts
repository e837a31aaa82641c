import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as laws from '../../properties/index.ts';
import * as simulator from '../../src/index.ts';
import * as vectors from '../../src/vectors.ts';

/** Everything that the package exports, by name. */
const exported: Readonly<Record<string, unknown>> = { ...simulator, ...vectors, ...laws };

/** An `@example` of a doc comment: code whose last line is an expression, and the value of that expression. */
interface Example {
  readonly file: string;
  /** Statements, each followed by a semicolon and a line break, then the expression. */
  readonly code: string;
  /** The expected value as an expression; empty if the example gives none. */
  readonly expected: string;
}

const files = ['src', 'properties', 'scripts', 'bench', 'adapters'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
);
const examples = files.flatMap((file) => examplesIn(file));

describe('an example in a doc comment', () => {
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

/**
 * Finds the examples in the doc comments of a file. They take one line or several:
 * `@example code // value`, or `// value: reason`.
 */
function examplesIn(file: string, text: string = readFileSync(file, 'utf8')): Example[] {
  return docCommentsIn(text)
    .flatMap((comment) => comment.split(/^(?=@)/m))
    .filter((tag) => tag.startsWith('@example'))
    .map((tag) => {
      const [code = '', ...comment] = tag.slice('@example'.length).split(/(?<=\s)\/\/ /);
      const expected = comment.join('').replace(/(?<=[\]}'\d]): [\s\S]*/, '');
      return { file, code: code.trim(), expected: expected.trim() };
    });
}

/** Runs an example. Its code may use what its file exports or imports, and what the package exports. */
async function runExample({ file, code, expected }: Example): Promise<{ got: unknown; expected: unknown }> {
  const scope = { ...exported, ...(await importsOf(file)), ...(await import(/* @vite-ignore */ `../../${file}`)) };
  const statements = code.split(/(?<=;\n)/);
  const body = [...statements.slice(0, -1), `return [${statements.at(-1)}\n, ${expected}]`].join('');
  const run = new Function(...Object.keys(scope), `return (async () => { ${body} })()`);
  const [got, wanted] = await run(...Object.values(scope));
  return { got: plain(got), expected: plain(wanted) };
}

function docCommentsIn(text: string): string[] {
  return [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\//g)].map(([, inside]) =>
    (inside as string).replace(/^[ \t]*\* ?/gm, '').trim(),
  );
}

async function importsOf(file: string): Promise<Record<string, unknown>> {
  const paths = [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g)].map(([, path]) => path as string);
  const modules = await Promise.all(
    paths.map((path) => import(/* @vite-ignore */ `../../${join(dirname(file), path)}`)),
  );
  return Object.assign({}, ...modules);
}

/** Converts typed arrays to plain ones, because examples do not state the type of an array. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, plain(inside)]));
}
