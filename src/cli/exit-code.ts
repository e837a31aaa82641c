/**
 * Exit codes other than 0. Bugs in lifspec exit with `unjudged`, because they say nothing about the program under test.
 */
export const exitCodes = { failed: 1, badInput: 2, unjudged: 3 };

/** The program under test does not conform. The command exits with 1. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';
}

/** The program under test could not be judged. The command exits with 3. */
export class Unjudged extends Error {
  override readonly name = 'Unjudged';
}
