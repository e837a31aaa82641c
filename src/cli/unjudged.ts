/** Nothing can be said about an implementation. The program ends with 3, after one line. */
export class Unjudged extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unjudged';
  }
}
