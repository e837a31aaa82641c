import { z } from 'zod';

/** Text from outside that will be printed: no characters that move the cursor or change the writing direction. */
export const shownText: z.ZodString = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'no control characters expected');
