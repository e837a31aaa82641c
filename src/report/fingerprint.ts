import { z } from 'zod';
import type { Versions } from '../base/version.ts';
import type { Contradiction } from '../conformance/conventions/contradiction.ts';
import { fieldNames } from '../conformance/conventions/family.ts';
import { type Fingerprint, fingerprintSchema } from '../conformance/conventions/fingerprint-schema.ts';
import type { ImplementationNames } from '../conformance/judge/verdict.ts';
import { implementationSchema } from '../conformance/judge/verdict-schema.ts';
import { printable } from '../conformance/protocol/driver/printable.ts';
import { describeContradiction, describeFingerprint } from './fingerprint-words.ts';
import { versionsSchema } from './output.ts';
import { describeImplementation } from './verdict-words.ts';

/** What `lifspec fingerprint --report json` prints. */
export interface FingerprintOutput {
  readonly versions: Versions;
  readonly implementation: ImplementationNames;
  readonly fingerprint: Fingerprint;
  /** In what it follows other conventions than it declares. */
  readonly contradictions: readonly Contradiction[];
}

/** What a fingerprint must look like when it is printed. */
export const fingerprintOutputSchema: z.ZodType<FingerprintOutput> = z.object({
  versions: versionsSchema,
  implementation: implementationSchema,
  fingerprint: fingerprintSchema,
  contradictions: z
    .array(
      z.object({
        field: z.enum(fieldNames as [(typeof fieldNames)[number], ...(typeof fieldNames)[number][]]),
        declared: z.string(),
        found: z.string(),
      }),
    )
    .describe('in what it follows other conventions than it declares'),
});

/** The fingerprint for people. Nothing of what the program said moves their cursor. */
export function formatFingerprintText({ implementation, fingerprint, contradictions }: FingerprintOutput): string {
  const lines = [
    describeImplementation({ implementation }),
    ...describeFingerprint(fingerprint),
    ...contradictions.map(describeContradiction),
  ];
  return lines.map((line) => `${printable(line, 2000)}\n`).join('');
}
