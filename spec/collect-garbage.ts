import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Collects garbage, which tests of memory would count, too. */
export const collectGarbage: () => void = runInNewContext('gc');
