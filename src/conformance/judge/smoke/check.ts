import type { CapabilityName, Implementation } from '../../implementation.ts';

/** Something that every sound adapter does. */
export interface SmokeCheck {
  /** `capability/what-it-does`; stable. */
  readonly id: string;
  /** A sentence without its subject. */
  readonly statement: string;
  readonly needs: CapabilityName;
  /** Throws `Unsound`, `NotApplicable`, or an error of the connection. */
  readonly act: (implementation: Implementation) => Promise<void>;
}

/** An answer that fits the schema, but that no sound adapter gives. */
export class Unsound extends Error {
  override readonly name = 'Unsound';
}

/** The implementation leaves out what a check looks at. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Runs a capability. */
export async function ask<Output>(
  implementation: Implementation,
  name: CapabilityName,
  input: unknown,
): Promise<Output> {
  const capability = implementation[name] as (input: unknown) => Promise<Output>;
  return await capability(input);
}

/** Checks that inputs that make no sense are refused, and that a good one is answered afterwards. */
export function refusalCheck(
  needs: CapabilityName,
  good: object,
  nonsense: Readonly<Record<string, object>>,
): SmokeCheck {
  return {
    id: `${needs}/refuses`,
    statement: `refuses ${Object.keys(nonsense).join(', ')} with the error invalid-input, and goes on`,
    needs,
    act: async (implementation) => {
      for (const [what, changed] of Object.entries(nonsense)) {
        if (!(await refuses(implementation, needs, { ...good, ...changed })))
          throw new Unsound(`${what}: expected an error of kind invalid-input, but got an output`);
      }
      await ask(implementation, needs, good);
    },
  };
}

async function refuses(implementation: Implementation, name: CapabilityName, input: object): Promise<boolean> {
  try {
    await ask(implementation, name, input);
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
