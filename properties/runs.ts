import fc from 'fast-check';

/** How laws are run. */
export interface Exploration {
  /** Seed of the generated cases; the same seed gives the same cases. */
  readonly seed: number;
  /** Number of cases a law. Larger finds more and takes longer. */
  readonly numRuns: number;
}

/**
 * A fixed seed, so that everybody sees the same cases; `FC_SEED` and `FC_RUNS` explore.
 *
 * @example exploration({ FC_SEED: '7' }) // { seed: 7, numRuns: 100 }
 */
export function exploration(environment: Readonly<Record<string, string | undefined>>): Exploration {
  return { seed: Number(environment.FC_SEED ?? 1830), numRuns: Number(environment.FC_RUNS ?? 100) };
}

/** Configures fast-check for all laws that run from now on. A law that runs out of time fails. */
export function configureRuns({ seed, numRuns }: Exploration): void {
  fc.configureGlobal({ seed, numRuns, interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true });
}
