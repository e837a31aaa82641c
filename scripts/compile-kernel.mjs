/**
 * Compiles the kernel from src/engine/kernel and writes it to src/engine/kernel.generated.ts as text, which Node,
 * browsers, bundlers and the test runner can all import. It also writes the fields of the structs and the constants
 * that the kernel shares with TypeScript. `npm run build` does so if a source of the kernel has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const kernel = 'src/engine/kernel/';
const generated = join(root, 'src/engine/kernel.generated.ts');
const cache = 'node_modules/.cache/kernel';
const compilerPackage = 'node_modules/assemblyscript/package.json';
const options = ['--runtime', 'stub', '--enable', 'simd', '--importMemory', '--use', 'abort=', '--noColors'];

export async function compileKernel({ change = (text) => text, optimization = '-O3' } = {}) {
  const sources = Object.fromEntries(kernelPaths().map((path) => [path, change(readSource(path), path)]));
  const setup = [optimization, ...options, readSource(compilerPackage), readSource('scripts/compile-kernel.mjs')];
  // a kernel takes as long to compile as a thousand images to run, so each text is compiled once
  const file = join(root, cache, `${digestOf([...Object.entries(sources).flat(), ...setup])}.wasm`);
  if (existsSync(file)) return readFileSync(file);
  const binary = await compileSources(sources, optimization);
  mkdirSync(join(root, cache), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, binary);
  renameSync(unfinished, file); // another process may read it
  return binary;
}

async function compileSources(sources, optimization) {
  const { default: asc } = await import('assemblyscript/asc'); // slow to load
  let binary;
  const messages = [];
  const { error } = await asc.main([`${kernel}index.ts`, optimization, ...options, '--outFile', 'kernel.wasm'], {
    readFile: (name) => {
      if (name in sources) return withDecorators(sources[name]);
      return existsSync(join(root, name)) ? readSource(name) : null;
    },
    writeFile: (_name, contents) => {
      binary = contents;
    },
    listFiles: () => [],
    stdout: { write: (text) => messages.push(text) },
    stderr: { write: (text) => messages.push(text) },
  });
  if (error || messages.length > 0) throw new Error(`the kernel does not compile: ${messages.join('')}`);
  return binary;
}

/** TypeScript has no decorators on functions, so the sources have them as comments. */
function withDecorators(text) {
  return text.replaceAll('\n// @inline\n', '\n@inline\n');
}

/** Types of the fields of each struct, in the order of the memory: those of the class that it extends come first. */
function readStructs(text) {
  const structs = {};
  for (const [, name, base, body] of text.matchAll(/^export class (\w+)(?: extends (\w+))? \{$(.*?)^\}$/gms)) {
    const lines = body.split('\n').filter((line) => line.endsWith(';'));
    const fields = lines.map((line) => {
      const [, field, type] = /^ {2}(\w+): (u32|f32|usize);$/.exec(line) ?? [];
      if (field === undefined) throw new Error(`${name}: "${line}" is not a field of 4 bytes`);
      return [field, type];
    });
    structs[name] = { ...structs[base], ...Object.fromEntries(fields) };
  }
  return structs;
}

function readConstants(text) {
  const constants = [...text.matchAll(/^export const (\w+): (?:u32|usize) = (\d+);$/gm)];
  return Object.fromEntries(constants.map(([, name, value]) => [name, Number(value)]));
}

/** The first line of the generated module: a digest of the sources of the kernel, the compiler and this script. */
function headerOf() {
  const paths = [...kernelPaths(), 'scripts/compile-kernel.mjs', compilerPackage];
  const digest = digestOf(paths.flatMap((path) => [path, readSource(path)]));
  return `/** Generated from ${kernel} by \`npm run build\`: ${digest} */`;
}

function kernelPaths() {
  const paths = readdirSync(join(root, kernel), { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => kernel + path);
}

const readSource = (path) => readFileSync(join(root, path), 'utf8');

function digestOf(texts) {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(`${text.length} `).update(text);
  return digest.digest('hex');
}

async function generate(header) {
  const base64 = Buffer.from(await compileKernel()).toString('base64');
  const text = readFileSync(join(root, kernel, 'structs.ts'), 'utf8');
  return `${header}
export const kernelBase64: string =
  '${base64}';

/** Fields of the structs in ${kernel}structs.ts. Each takes 4 bytes. */
export const structs = ${JSON.stringify(readStructs(text), null, 2)} as const;

/** Constants in ${kernel}structs.ts. */
export const constants = ${JSON.stringify(readConstants(text), null, 2)} as const;
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const header = headerOf();
  const isCurrent = existsSync(generated) && readFileSync(generated, 'utf8').startsWith(header);
  if (!isCurrent) writeFileSync(generated, await generate(header));
}
