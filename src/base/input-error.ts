/**
 * Something that was given from outside, a file, a folder or an option, cannot be used. The message is one line: what it
 * is about, what was expected, what came, and what to do if that is known. The command line prints it and ends with 2.
 */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}
