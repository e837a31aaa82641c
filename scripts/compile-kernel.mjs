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
/** What decides the numbers of a study: all but words, statistics and saved files. */
const studyFolders = [
  ...['src/base/', 'src/simulator/', 'src/models/', 'src/engine/'],
  ...['src/study/dataset/', 'src/study/network/', 'src/study/run/', 'src/study/training/'],
];
const options = ['--runtime', 'stub', '--enable', 'simd', '--importMemory', '--use', 'abort=', '--noColors'];

/** Entry file, replacements in the sources, and constants of the kernel in each precision. */
const builds = {
  float32: { entry: 'index.ts', words: {}, constants: {} },
  float64: {
    entry: 'index-float64.ts',
    words: { f32: 'f64', f32x4: 'f64x2', i32x4: 'i64x2', load32_splat: 'load64_splat' },
    constants: { NUMBER_BYTES: 8, LANES: 2, WORD_CHANNELS: 16, PAIR_BYTES: 12 },
  },
};

export async function compileKernel({ change = (text) => text, optimization = '-O3', precision = 'float32' } = {}) {
  const { entry, words, constants } = builds[precision];
  const inPrecision = (text) => replaceWords(replaceConstants(text, constants), words);
  const sources = Object.fromEntries(
    pathsIn(kernel).map((path) => [path, inPrecision(change(readSource(path), path))]),
  );
  const setup = [
    entry,
    optimization,
    ...options,
    readSource(compilerPackage),
    readSource('scripts/compile-kernel.mjs'),
  ];
  // a kernel takes as long to compile as a thousand images to run, so each text is compiled once
  const file = join(root, cache, `${digestOf([...Object.entries(sources).flat(), ...setup])}.wasm`);
  if (existsSync(file)) return readFileSync(file);
  const binary = await compileSources(sources, entry, optimization);
  mkdirSync(join(root, cache), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, binary);
  renameSync(unfinished, file); // another process may read it
  return binary;
}

async function compileSources(sources, entry, optimization) {
  const { default: asc } = await import('assemblyscript/asc'); // slow to load
  let binary;
  const messages = [];
  const { error } = await asc.main([kernel + entry, optimization, ...options, '--outFile', 'kernel.wasm'], {
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

function replaceWords(text, words) {
  return text.replace(/\w+/g, (word) => (Object.hasOwn(words, word) ? words[word] : word));
}

function replaceConstants(text, constants) {
  return text.replace(/^(export const (\w+): \w+ = )\d+;$/gm, (line, start, name) =>
    Object.hasOwn(constants, name) ? `${start}${constants[name]};` : line,
  );
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

/** The head of the generated module, which changes with the sources of the kernel and of studies, the compiler and this script. */
function headerOf() {
  const digest = digestOfFiles([...pathsIn(kernel), 'scripts/compile-kernel.mjs', compilerPackage]);
  const sources = digestOfFiles(studyFolders.flatMap(pathsIn));
  return `/** Generated from ${kernel} by \`npm run build\`: ${digest} */

/** SHA-256 of the sources that compute the results of studies: ${studyFolders.join(', ')}. */
export const studySources = '${sources}';
`;
}

const digestOfFiles = (paths) => digestOf(paths.flatMap((path) => [path, readSource(path)]));

function pathsIn(folder) {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.generated.ts'))
    .sort()
    .map((path) => folder + path);
}

const readSource = (path) => readFileSync(join(root, path), 'utf8');

function digestOf(texts) {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(`${text.length} `).update(text);
  return digest.digest('hex');
}

async function generate(header) {
  const text = readFileSync(join(root, kernel, 'structs.ts'), 'utf8');
  const [kernels, constants] = [{}, {}];
  for (const precision of Object.keys(builds)) {
    kernels[precision] = Buffer.from(await compileKernel({ precision })).toString('base64');
    constants[precision] = readConstants(replaceConstants(text, builds[precision].constants));
  }
  return `${header}
export const kernelBase64 = ${JSON.stringify(kernels, null, 2)} as const;

/** Fields of the structs in ${kernel}structs.ts. Each takes 4 bytes, except f32 in the kernel in float64. */
export const structs = ${JSON.stringify(readStructs(text), null, 2)} as const;

/** Constants in ${kernel}structs.ts. */
export const constants = ${JSON.stringify(constants, null, 2)} as const;
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const header = headerOf();
  const isCurrent = existsSync(generated) && readFileSync(generated, 'utf8').startsWith(header);
  if (!isCurrent) writeFileSync(generated, await generate(header));
}
