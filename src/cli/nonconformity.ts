/** Something does not conform: it was looked at, and is not as it should be. The program ends with 1, after one line. */
export class Nonconformity extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Nonconformity';
  }
}
