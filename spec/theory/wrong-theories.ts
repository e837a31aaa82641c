import { describe, expect, it } from 'vitest';

/** Tests that every wrong theory breaks a law, and that every law is broken by one. */
export function breakLaws<Theory>(
  laws: Readonly<Record<string, (theory: Theory) => void>>,
  wrong: Readonly<Record<string, Theory>>,
): void {
  describe('a wrong theory', () => {
    const broken = Object.entries(wrong).map(([mistake, theory]) => ({
      mistake,
      laws: Object.entries(laws)
        .filter(([, check]) => fails(() => check(theory)))
        .map(([law]) => law),
    }));

    it.each(broken)('that $mistake breaks a law', ({ laws }) => expect(laws).not.toEqual([]));

    it('exists for every law', () => {
      expect(Object.keys(laws).filter((law) => broken.every(({ laws }) => !laws.includes(law)))).toEqual([]);
    });
  });
}

function fails(check: () => void): boolean {
  try {
    check();
    return false;
  } catch {
    return true;
  }
}
