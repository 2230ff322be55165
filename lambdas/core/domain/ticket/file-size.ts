/** The size of a file as a person reads it. */

/** "900 bytes", "12.3 kB", "1.2 MB"; decimal units, in the words of the locale. */
export const spokenSize = (bytes: number, locale: string): string => {
  const [value, unit] =
    bytes < 1000
      ? [bytes, 'byte']
      : bytes < 1_000_000
        ? [bytes / 1000, 'kilobyte']
        : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value);
};
