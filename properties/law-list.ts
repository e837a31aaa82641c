import { digitClaims } from './claims/digits.ts';
import { rectifiersDoNotMind } from './claims/rectifier.ts';
import { laws } from './index.ts';
import type { Law } from './law.ts';
import { builderLaws } from './network/build.ts';
import { channelLaws } from './network/channel.ts';
import { trainingLaws } from './training/index.ts';

/** A law as it is listed: what it says, and which claim it encodes. */
export type ListedLaw = Pick<Law, 'id' | 'claim' | 'statement'>;

/** The laws of every collection, whatever they judge: implementations, builders, channels, trainers, rectifiers, experiments with digits. */
export const allLaws: readonly ListedLaw[] = [
  ...laws,
  ...builderLaws,
  ...channelLaws,
  rectifiersDoNotMind,
  ...Object.values(trainingLaws).flat(),
  ...digitClaims,
];
