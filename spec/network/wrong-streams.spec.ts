import fc from 'fast-check';
import { describe, it } from 'vitest';
import { assembledStream, streamMutants } from '../../properties/mutants/stream.ts';
import { streamLaws } from '../../properties/network/stream.ts';
import { describeWrong } from '../wrong-subjects.ts';

describe('a stream of images whose state is kept, assembled from other pieces', () => {
  for (const law of streamLaws) it(law.statement, () => fc.assert(law.property(assembledStream), { numRuns: 10 }));
});

describeWrong('stream', streamLaws, streamMutants, 10, (mutant) => mutant);
