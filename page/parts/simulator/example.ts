/** Part of the report of `lifspec check --report json` on the mutant `resets-by-subtraction`. */
export const exampleReport = {
  implementation: { name: 'an example, lifspec serve --mutant resets-by-subtraction' },
  level: 'none',
  conforming: false,
  claims: [
    { id: 'C3', level: null, outcome: 'holds', cases: [] },
    {
      id: 'refractory',
      level: null,
      outcome: 'broken',
      cases: [
        {
          id: 'lif/every-spike-on-time',
          outcome: 'failed',
          failure: {
            expected:
              'steps 0 to 71: ···|···|···|···|····|···|···|···|···|····|···|···|···|····|···|···|···|·  47 spikes: 3 7 11 15 20 24 28 32 36 41 45 49 …; every 4.2188758248682 steps',
            got: 'steps 0 to 71: ···|···|···|···|···|···|···|····|···|···|···|···|···|···|····|···|···|··  48 spikes: 3 7 11 15 19 23 27 32 36 40 44 48 …',
          },
        },
      ],
    },
  ],
  looksLike: [
    { name: 'resets-by-subtraction', difference: 'subtracts 1 from the voltage instead of resetting it to 0' },
  ],
};
