/** Weights of which most are nothing, in few bytes: each column names its classes, or marks them, whichever is shorter. */

/** A column with fewer classes than this names each by a byte; with more, a bit for every class says which are there. */
const markBytes = (classes: number): number => Math.ceil(classes / 8);

/** Classes are named by a byte. */
const NAMED_MOST = 256;
const MARKED = 255;

const isNamed = (used: number, classes: number): boolean =>
  classes <= NAMED_MOST && used < MARKED && used < markBytes(classes);

/** How many bytes a column takes of whose weights so many are not 0. */
export const packedBytes = (used: number, classes: number): number =>
  1 + used + (isNamed(used, classes) ? used : markBytes(classes));

/** `weights[column * classes + class]`. */
export const packWeights = (weights: Int8Array, classes: number): Uint8Array => {
  const columns = weights.length / classes;
  const bytes: Uint8Array[] = [];
  for (let column = 0; column < columns; column += 1) {
    const own = weights.subarray(column * classes, (column + 1) * classes);
    const used = own.reduce((sum, weight) => sum + (weight === 0 ? 0 : 1), 0);
    const packed = new Uint8Array(packedBytes(used, classes));
    const named = isNamed(used, classes);
    packed[0] = named ? used : MARKED;
    let at = named ? 1 : 1 + markBytes(classes);
    own.forEach((weight, one) => {
      if (weight === 0) return;
      if (named) packed[at++] = one;
      else packed[1 + (one >>> 3)] = (packed[1 + (one >>> 3)] ?? 0) | (1 << (one & 7));
      packed[at++] = weight & 255;
    });
    bytes.push(packed);
  }
  const whole = new Uint8Array(bytes.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of bytes) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
};

/** Takes from `take` exactly what `packWeights` wrote; null: it wrote something else. */
export const unpackWeights = (
  take: (length: number) => Uint8Array,
  columns: number,
  classes: number,
): Int8Array | null => {
  const weights = new Int8Array(columns * classes);
  for (let column = 0; column < columns; column += 1) {
    const kind = take(1)[0] ?? 0;
    if (kind === MARKED) {
      const marks = take(markBytes(classes));
      for (let one = 0; one < classes; one += 1)
        if (((marks[one >>> 3] ?? 0) >>> (one & 7)) & 1) weights[column * classes + one] = take(1)[0] ?? 0;
      continue;
    }
    const pairs = take(kind * 2);
    for (let at = 0; at < pairs.length; at += 2) {
      const one = pairs[at] ?? 0;
      if (one >= classes) return null;
      weights[column * classes + one] = pairs[at + 1] ?? 0;
    }
  }
  return weights;
};
