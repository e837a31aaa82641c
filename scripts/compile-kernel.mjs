/**
 * Compiles the kernel from src/engine/kernel and writes it, as text, into a module that everything can import: Node,
 * a browser, a bundler and the test runner alike. `node scripts/compile-kernel.mjs` is part of `npm run build`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--use', 'abort=', '--noColors'];

export async function compileKernel(change = (text) => text) {
  let binary;
  const complaints = [];
  const { error } = await asc.main(['src/engine/kernel/index.ts', ...options, '--outFile', 'kernel.wasm'], {
    readFile: (name) => {
      try {
        const text = readFileSync(join(root, name), 'utf8');
        return name.startsWith('src/engine/kernel/') ? change(text, name) : text;
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = Buffer.from(await compileKernel()).toString('base64');
  const text = `/** Generated from src/engine/kernel by \`npm run build:engine\`. */\nexport const kernelBase64: string =\n  '${base64}';\n`;
  writeFileSync(join(root, 'src/engine/kernel.generated.ts'), text);
}
