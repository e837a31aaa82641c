import type { z } from 'zod';

/** The data that a schema describes, read-only. */
export type DataOf<Schema extends z.ZodType> = ReadonlyData<z.infer<Schema>>;

type ReadonlyData<Data> = Data extends ArrayBufferView
  ? Data
  : Data extends object
    ? { readonly [Key in keyof Data]: ReadonlyData<Data[Key]> }
    : Data;
