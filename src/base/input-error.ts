/**
 * A file, folder or option from the user is not valid. The message is one line: where the problem is, what was
 * expected, what was found, and, if known, how to fix it. The command line prints it and exits with 2.
 */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}
