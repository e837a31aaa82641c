import type { Digests } from './fixed-run.ts';

/**
 * The digests, which are equal on every machine. They change only with the fixed run or the definition of the model.
 */
export const known: Digests = {
  float64: '967ac15a77e98560ec554b6412e03cd4bae7f651ad20fa25fe1e0533188f447a',
  readable: 'c71093f60c26b63f8764984bd977a32a9e6483af779347fd2271a581f0b5904d',
  engine: 'c71093f60c26b63f8764984bd977a32a9e6483af779347fd2271a581f0b5904d',
};
