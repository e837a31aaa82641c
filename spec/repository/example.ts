import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as laws from '../../properties/index.ts';
import * as simulator from '../../src/index.ts';
import * as vectors from '../../src/vectors.ts';

/** What the package offers, by name. */
export const offered: Readonly<Record<string, unknown>> = { ...simulator, ...vectors, ...laws };

/** An example in a doc comment: code whose last line is an expression, and what comes of it. */
export interface Example {
  /** The file that it stands in. */
  readonly file: string;
  /** Statements, each ended by a semicolon and a new line; then the expression. */
  readonly code: string;
  /** What comes of it, as an expression, without the words behind it; empty if the example does not say. */
  readonly expected: string;
}

/**
 * Finds the examples in the doc comments of a file, over one line or several:
 * `@example code // what comes of it`, or `// what comes of it: why`.
 */
export function examplesIn(file: string, text: string = readFileSync(file, 'utf8')): Example[] {
  return docCommentsIn(text)
    .flatMap((comment) => comment.split(/^(?=@)/m))
    .filter((tag) => tag.startsWith('@example'))
    .map((tag) => {
      const [code = '', ...said] = tag.slice('@example'.length).split(/(?<=\s)\/\/ /);
      const expected = said.join('').replace(/(?<=[\]}'\d]): [\s\S]*/, '');
      return { file, code: code.trim(), expected: expected.trim() };
    });
}

/** The exported functions of a file whose doc comment has no example. */
export function functionsWithoutExample(file: string, text: string = readFileSync(file, 'utf8')): string[] {
  const functions = text.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export (?:async )?function (\w+)/g);
  return [...functions].filter(([, comment]) => !comment?.includes('@example')).map(([, , name]) => name as string);
}

/** What a file offers without a doc comment. */
export function withoutDocComment(file: string, text: string = readFileSync(file, 'utf8')): string[] {
  const exports = text.matchAll(
    /(\*\/\n)?(?:\/\/ @ts-ignore.*\n)?(?:@\w+\n)?^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm,
  );
  return [...exports].filter(([, comment]) => comment === undefined).map(([, , name]) => `${file}: ${name}`);
}

/** Runs an example: in its reach is what its file exports and imports, and what the package offers. */
export async function runExample({ file, code, expected }: Example): Promise<{ got: unknown; expected: unknown }> {
  const reach = { ...offered, ...(await importsOf(file)), ...(await import(resolve(file))) };
  const statements = code.split(/(?<=;\n)/);
  const body = [...statements.slice(0, -1), `return [${statements.at(-1)}\n, ${expected}]`].join('');
  const run = new Function(...Object.keys(reach), `return (async () => { ${body} })()`);
  const [got, wanted] = await run(...Object.values(reach));
  return { got: plain(got), expected: plain(wanted) };
}

/** Doc comments without their stars. */
function docCommentsIn(text: string): string[] {
  return [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\//g)].map(([, inside]) =>
    (inside as string).replace(/^[ \t]*\* ?/gm, '').trim(),
  );
}

async function importsOf(file: string): Promise<Record<string, unknown>> {
  const paths = [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g)].map(([, path]) => path as string);
  const modules = await Promise.all(paths.map((path) => import(resolve(join(dirname(file), path)))));
  return Object.assign({}, ...modules);
}

/** The same value with plain arrays: an example writes numbers, not the kind of array that they are kept in. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, plain(inside)]));
}
