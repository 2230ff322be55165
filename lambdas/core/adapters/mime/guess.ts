/** Which charset bytes are in, judged by the bytes alone: for labels that are missing, unknown or plainly wrong. */
import { cyrillicScore, PROSE } from './cyrillic.ts';

const SAMPLE_BYTES = 8 * 1024;

export const CYRILLIC = ['windows-1251', 'koi8-u', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'] as const;

/** From the first byte that is not ASCII. */
const sampleOf = (bytes: Uint8Array): Uint8Array => {
  const start = bytes.findIndex((byte) => byte >= 0x80);
  return start < 0 ? bytes.subarray(0, 0) : bytes.subarray(start, start + SAMPLE_BYTES);
};

/** The best Cyrillic reading and how good it is. */
export const bestCyrillic = (bytes: Uint8Array): { readonly label: string; readonly score: number } => {
  const sample = sampleOf(bytes);
  return CYRILLIC.map((label) => ({
    label,
    score: cyrillicScore(new TextDecoder(label).decode(sample)),
  })).reduce((best, next) => (next.score > best.score + 0.02 ? next : best));
};

/**
 * Words written in high bytes throughout, against words where a few stand among Latin letters. Two bytes at least:
 * French has `à`, but no word of accents alone.
 */
const isForeignScript = (sample: Uint8Array): boolean => {
  const words =
    Buffer.from(sample)
      .toString('latin1')
      .match(/[A-Za-z\x80-\xff]+/g) ?? [];
  const high = words.filter((word) => /[\x80-\xff]/.test(word));
  const pure = high.filter((word) => /^[\x80-\xff]{2,}$/.test(word)).length;
  const mixed = high.filter((word) => /[A-Za-z]/.test(word)).length;
  return pure > mixed;
};

interface Pair {
  readonly lead: number;
  readonly trail: number;
}

const pairsOf = (sample: Uint8Array): readonly Pair[] => {
  const pairs: Pair[] = [];
  for (let i = 0; i < sample.length - 1; i += 1) {
    const lead = sample[i] ?? 0;
    if (lead < 0x80) continue;
    pairs.push({ lead, trail: sample[i + 1] ?? 0 });
    i += 1;
  }
  return pairs;
};

const share = (pairs: readonly Pair[], is: (pair: Pair) => boolean): number =>
  pairs.filter(is).length / pairs.length;

interface Charset {
  readonly label: string;
  /** The shares say where each charset keeps its everyday characters. */
  readonly holds: (pairs: readonly Pair[]) => boolean;
}

const SHIFT_JIS: Charset = {
  label: 'shift_jis',
  holds: (pairs) => share(pairs, ({ lead }) => lead >= 0x81 && lead <= 0x83) > 0.25,
};

/** In order: the first that fits. */
const EAST_ASIAN: readonly Charset[] = [
  {
    label: 'euc-jp',
    holds: (pairs) =>
      share(pairs, ({ trail }) => trail >= 0xa1) > 0.97 &&
      share(pairs, ({ lead }) => lead === 0xa4 || lead === 0xa5) > 0.2,
  },
  SHIFT_JIS,
  {
    label: 'big5',
    holds: (pairs) =>
      share(pairs, ({ trail }) => trail >= 0x40 && trail <= 0x7e) > 0.15 &&
      share(pairs, ({ lead }) => lead >= 0xa1 && lead <= 0xc6) > 0.85,
  },
  {
    label: 'euc-kr',
    holds: (pairs) =>
      pairs.length >= 8 &&
      share(pairs, ({ lead, trail }) => lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) > 0.95,
  },
  {
    label: 'gb18030',
    holds: (pairs) => share(pairs, ({ lead, trail }) => lead >= 0xa1 && lead <= 0xd7 && trail >= 0xa1) > 0.85,
  },
];

const decodes = (label: string, sample: Uint8Array): boolean => {
  try {
    new TextDecoder(label, { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** A label that TextDecoder knows; null for a Western text, or when nothing fits. */
export const guessCharset = (bytes: Uint8Array): string | null => {
  const sample = sampleOf(bytes);
  const pairs = pairsOf(sample);
  const fits = ({ label, holds }: Charset): boolean =>
    pairs.length >= 2 && holds(pairs) && decodes(label, sample);
  // Half of its bytes are ASCII letters, so it can look like a Latin text to the next test.
  if (!isForeignScript(sample)) return fits(SHIFT_JIS) ? SHIFT_JIS.label : null;
  const cyrillic = bestCyrillic(sample);
  if (cyrillic.score >= PROSE) return cyrillic.label;
  return EAST_ASIAN.find(fits)?.label ?? (cyrillic.score >= 0 ? cyrillic.label : null);
};
