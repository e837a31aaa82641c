/** Versions that every output names, so that a number can be traced to the software that computed it. */
export interface Versions {
  /** Version of this package. */
  readonly lifspec: string;
  /** Version of the claims, laws and vectors. Ids, levels and messages change only with its first number. */
  readonly specification: string;
  /** Version of the messages between an implementation and `lifspec check`. */
  readonly protocol: number;
}

/** The versions of lifspec, of the specification and of the protocol. */
export const versions: Versions = { lifspec: '0.2.0', specification: '0.2.0', protocol: 2 };
