import type { CapabilityName, Implementation } from '../../implementation.ts';

/** Something that every sound adapter does. */
export interface SmokeCheck {
  /** Never reused, never renamed. `capability/what-it-does`. */
  readonly id: string;
  /** A sentence in the present tense, without its subject. */
  readonly statement: string;
  readonly needs: CapabilityName;
  /** Throws what is wrong: an `Unsound`, or what the connection throws. */
  readonly act: (implementation: Implementation) => Promise<void>;
}

/** An answer is of the right shape, and still no sound adapter gives it. */
export class Unsound extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unsound';
  }
}

/** Nothing is wrong, and there is nothing to look at. */
export class NotApplicable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotApplicable';
  }
}

/** What a capability answers to an input. */
export async function answer<Output>(
  implementation: Implementation,
  name: CapabilityName,
  input: unknown,
): Promise<Output> {
  const capability = implementation[name] as (input: unknown) => Promise<Output>;
  return await capability(input);
}

/** Requires that inputs that make no sense are refused, and that one that does is answered afterwards. */
export function refusal(needs: CapabilityName, good: object, nonsense: Readonly<Record<string, object>>): SmokeCheck {
  return {
    id: `${needs}/refuses`,
    statement: `refuses ${Object.keys(nonsense).join(', ')} with the error invalid-input, and goes on`,
    needs,
    act: async (implementation) => {
      for (const [what, changed] of Object.entries(nonsense)) {
        if (!(await refuses(implementation, needs, { ...good, ...changed }))) {
          throw new Unsound(`${what}: an error of kind invalid-input expected, but an output came`);
        }
      }
      await answer(implementation, needs, good);
    },
  };
}

async function refuses(implementation: Implementation, name: CapabilityName, input: object): Promise<boolean> {
  try {
    await answer(implementation, name, input);
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
