/**
 * Error bound of exp, expm1 and log1p in unit roundoffs. Measured against 50 digits, JavaScript engines and @stdlib are
 * within 2.5; 3 leaves room for other implementations.
 */
export const elementaryRoundoffs = 3;
