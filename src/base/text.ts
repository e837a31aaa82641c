import { z } from 'zod';

/** A text from outside that is shown: without characters that move a cursor or turn the direction of writing. */
export const shownText: z.ZodString = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'no control characters expected');
