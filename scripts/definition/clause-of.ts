import { type Clause, clauses } from '../../src/conformance/clauses.ts';

/** A law or vector, with the claim or clause that it refers to. */
export interface Case {
  readonly id: string;
  readonly subject: string;
}

/**
 * What belongs to a clause in addition to the laws and vectors that refer to it: claims, laws, and the beginnings of
 * the ids of laws, such as `rate/`.
 */
export const alsoIn: Readonly<Record<string, readonly string[]>> = {
  integration: ['lif/voltages-as-equations'],
  threshold: ['C3'],
  floor: ['F2'],
  start: ['build/voltages-start-as-asked'],
  'spike-height': ['C4'],
  count: ['rate/counts-spikes', 'rate/quantised-in-window', 'lif/maximum-rate-is-no-limit'],
  rate: ['C1', 'C2', 'tuning/', 'rate/'],
  'low-pass': ['C12'],
  'read-out': ['network/read-out-is-filtered-with-a-lag', 'network/last-step-never-counts'],
  folding: ['F1', 'network/first-layer-does-not-see-the-amplitude', 'network/doubled-amplitude-doubles-the-read-out'],
  'rate-network': [
    'rate/sends-amplitude-times-rate',
    'gradient/agrees-with-the-chain-rule',
    'trained/falls-though-retrained',
  ],
  'initial-weights': [
    'build/starts-as-glorot-says',
    'build/amplitude-changes-no-weight',
    'start/plain',
    'start/glorot-uniform',
  ],
  rescaling: ['F3', 'amplitude/only-the-product-counts'],
  epoch: ['epoch/shuffles-by-name', 'epoch/seed-decides'],
  determinism: ['C7'],
  streams: ['C8', 'C9'],
  randomness: [
    'seeded/inside-distributions',
    'seeded/one-choice',
    'seeded/chooses-every-value',
    'seeded/uniform',
    'seeded/independent',
  ],
  refusal: ['tuning/refuses-the-impossible', 'low-pass/refuses-the-impossible', 'seeded/refuses-the-impossible'],
};

/**
 * The clause that a law or vector belongs to: the one that lists its id, otherwise its own, otherwise one with a prefix
 * of its id or its claim.
 */
export function clauseOf({ id, subject }: Case): Clause | undefined {
  const find = (isOwn: (own: readonly string[]) => boolean) => clauses.find((clause) => isOwn(alsoIn[clause.id] ?? []));
  return (
    find((own) => own.includes(id)) ??
    clauses.find((clause) => clause.id === subject) ??
    find((own) => own.some((start) => start.endsWith('/') && id.startsWith(start))) ??
    find((own) => own.includes(subject))
  );
}
