import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Fast specs that execute src/simulator, for `npm run mutation`. Specs of laws on mutants and of other folders are left out. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: [
      'spec/neuron/*.spec.ts',
      'spec/synapse/*.spec.ts',
      'spec/network/{architecture,build,convolution,dense,effective,layer-neurons,network,rates,stream}.spec.ts',
      'spec/training/{gradient,loss,rmsprop,train}.spec.ts',
      'spec/seeded.spec.ts',
      'spec/repository/examples.spec.ts',
    ],
    setupFiles: ['spec/setup.ts'],
    // fewer inputs per law than npm test, so a survivor here may still die there
    env: { FC_RUNS: '10' },
    testTimeout: 60_000,
    isolate: false,
  },
});

export default config;
