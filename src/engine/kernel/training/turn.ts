/**
 * Turns matrices: [matrix][row][column] → [matrix][column][row], four rows and columns at a time, of which there are
 * multiples of 4.
 */
export function turn(from: usize, to: usize, matrices: i32, rows: i32, columns: i32): void {
  const rowBytes = <usize>columns << 2;
  const turnedBytes = <usize>rows << 2;
  for (let matrix: i32 = 0; matrix < matrices; matrix++) {
    for (let row: usize = 0; row < turnedBytes; row += 16, from += rowBytes << 2) {
      for (let column: usize = 0; column < rowBytes; column += 16) {
        const f = from + column;
        const a = v128.load(f), b = v128.load(f + rowBytes), c = v128.load(f + 2 * rowBytes), d = v128.load(f + 3 * rowBytes);
        const ab = i32x4.shuffle(a, b, 0, 4, 1, 5), cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
        const abHigh = i32x4.shuffle(a, b, 2, 6, 3, 7), cdHigh = i32x4.shuffle(c, d, 2, 6, 3, 7);
        const t = to + row + (column >> 2) * turnedBytes;
        v128.store(t, i64x2.shuffle(ab, cd, 0, 2));
        v128.store(t + turnedBytes, i64x2.shuffle(ab, cd, 1, 3));
        v128.store(t + 2 * turnedBytes, i64x2.shuffle(abHigh, cdHigh, 0, 2));
        v128.store(t + 3 * turnedBytes, i64x2.shuffle(abHigh, cdHigh, 1, 3));
      }
    }
    to += turnedBytes * <usize>columns;
  }
}
