/**
 * Compiles the kernel from src/engine/kernel and writes it, as text, into a module that everything can import: Node,
 * a browser, a bundler and the test runner alike. `npm run build` does so if a source of the kernel has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const engine = 'src/engine/';
const kernel = `${engine}kernel/`;
const generated = join(root, 'src/engine/kernel.generated.ts');
const compilerPackage = 'node_modules/assemblyscript/package.json';
const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--use', 'abort=', '--noColors'];

export async function compileKernel(change = (text) => text) {
  const { default: asc } = await import('assemblyscript/asc'); // slow to load
  let binary;
  const complaints = [];
  const { error } = await asc.main([`${kernel}index.ts`, ...options, '--outFile', 'kernel.wasm'], {
    readFile: (name) => {
      try {
        const text = readFileSync(join(root, name), 'utf8');
        return name.startsWith(kernel) ? change(text, name) : text;
      } catch {
        return null;
      }
    },
    writeFile: (_name, contents) => {
      binary = contents;
    },
    listFiles: () => [],
    stdout: { write: (text) => complaints.push(text) },
    stderr: { write: (text) => complaints.push(text) },
  });
  if (error || complaints.length > 0) throw new Error(`the kernel does not compile: ${complaints.join('')}`);
  return binary;
}

/** The first line of the generated module: a digest of the engine's sources, the compiler and this script. */
function headerOf() {
  const sources = readdirSync(join(root, engine), { recursive: true, encoding: 'utf8' }).filter(isSource).sort();
  const digest = createHash('sha256');
  for (const path of [...sources.map((path) => engine + path), 'scripts/compile-kernel.mjs', compilerPackage]) {
    digest.update(path).update(readFileSync(join(root, path)));
  }
  return `/** Generated from ${kernel} by \`npm run build\`: ${digest.digest('hex')} */`;
}

const isSource = (path) => path.endsWith('.ts') && !path.endsWith('.generated.ts');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const header = headerOf();
  const isCurrent = existsSync(generated) && readFileSync(generated, 'utf8').startsWith(header);
  if (!isCurrent) {
    const base64 = Buffer.from(await compileKernel()).toString('base64');
    writeFileSync(generated, `${header}\nexport const kernelBase64: string =\n  '${base64}';\n`);
  }
}
