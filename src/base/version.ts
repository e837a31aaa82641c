/** What every output names, so that a number can be traced to what made it. */
export interface Versions {
  /** Of this package. */
  readonly lifspec: string;
  /** Of the claims, laws and vectors: ids, levels and messages change only with its first number. */
  readonly specification: string;
  /** Of the messages that an implementation and `lifspec check` exchange. */
  readonly protocol: number;
}

/** The versions of lifspec, of the specification and of the protocol. */
export const versions: Versions = { lifspec: '0.1.0', specification: '0.1.0', protocol: 1 };
