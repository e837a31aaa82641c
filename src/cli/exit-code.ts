/** Exit codes other than 0. Bugs in lifspec end with `unjudged`, because they say nothing about the program under test. */
export const exitCodes = { failed: 1, badInput: 2, unjudged: 3 };

/** What was tested does not conform. The command ends with 1. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';
}

/** The program under test could not be judged. The command ends with 3. */
export class Unjudged extends Error {
  override readonly name = 'Unjudged';
}
