/** Transposes matrices, [matrix, row, column] → [matrix, column, row]. Rows and columns are multiples of 4. */
export function transpose(from: usize, to: usize, matrices: u32, rows: u32, columns: u32): void {
  const rowBytes = columns << 2;
  const columnBytes = rows << 2;
  for (let matrix: u32 = 0; matrix < matrices; matrix++) {
    for (let row: u32 = 0; row < columnBytes; row += 16, from += rowBytes << 2) {
      for (let column: u32 = 0; column < rowBytes; column += 16) {
        const block = from + column;
        const a = v128.load(block);
        const b = v128.load(block + rowBytes);
        const c = v128.load(block + 2 * rowBytes);
        const d = v128.load(block + 3 * rowBytes);
        const abLow = i32x4.shuffle(a, b, 0, 4, 1, 5);
        const cdLow = i32x4.shuffle(c, d, 0, 4, 1, 5);
        const abHigh = i32x4.shuffle(a, b, 2, 6, 3, 7);
        const cdHigh = i32x4.shuffle(c, d, 2, 6, 3, 7);
        const transposed = to + row + (column >> 2) * columnBytes;
        v128.store(transposed, i64x2.shuffle(abLow, cdLow, 0, 2));
        v128.store(transposed + columnBytes, i64x2.shuffle(abLow, cdLow, 1, 3));
        v128.store(transposed + 2 * columnBytes, i64x2.shuffle(abHigh, cdHigh, 0, 2));
        v128.store(transposed + 3 * columnBytes, i64x2.shuffle(abHigh, cdHigh, 1, 3));
      }
    }
    to += columnBytes * columns;
  }
}
