/** Details that people attach instead of writing them. */
import type { DetailRule } from '../settings/schemas.ts';
import type { DetailKind } from '../ticket/words.ts';
import { type Find, find, type SourceFile } from './text.ts';

/** Pictures inside a mail's text that are smaller than this are logos. */
const LEAST_INLINE_BYTES = 10_000;

const LOG_NAME =
  /\.(?:log|txt|out|err|trace|dmp|mdmp|crash|evtx|har)(?:\.\d{1,3})?(?:\.(?:gz|zip))?$|(?:^|[\W_])logs?(?![\p{L}])/iu;

const isScreenshot = ({ contentType, size, inline }: SourceFile): boolean =>
  contentType.startsWith('image/') && (!inline || size >= LEAST_INLINE_BYTES);

const isLog = ({ fileName }: SourceFile): boolean => LOG_NAME.test(fileName);

const TELLING: { readonly [K in DetailKind]?: (file: SourceFile) => boolean } = {
  screenshot: isScreenshot,
  log: isLog,
};

/** Logos in a mail's signature are nobody's answer. */
const endsIn = (endings: readonly string[], file: SourceFile): boolean => {
  const [, ending = ''] = /\.([^.]{1,10})$/.exec(file.fileName.toLowerCase()) ?? [];
  const isLogo = file.inline && file.size < LEAST_INLINE_BYTES;
  return !isLogo && (endings.includes('*') || endings.includes(ending));
};

/** The first file that is a detail of this kind, or ends as the category says; nobody has looked inside. */
export const recogniseFile = (
  files: readonly SourceFile[],
  { kind, find: own }: Pick<DetailRule, 'kind' | 'find'>,
): Find | null => {
  const named = files.find((file) => TELLING[kind]?.(file) === true || endsIn(own?.files ?? [], file));
  return named === undefined ? null : find(named.fileName, named.fileName, [0, named.fileName.length], 0.8);
};
