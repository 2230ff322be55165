/** The text of a calendar, from a file or from the web. */
import { readFile, stat } from 'node:fs/promises';
import { Refused } from '../http.ts';

const MOST_BYTES = 5_000_000;
const TIMEOUT_MILLIS = 30_000;

const tooLarge = (source: string): Refused => new Refused(`${source} has more than ${MOST_BYTES / 1e6} MB`);

const fromWeb = async (source: string, get: typeof fetch): Promise<string> => {
  let response: Response;
  try {
    response = await get(source, { signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  } catch (cause) {
    throw new Refused(`cannot reach ${source}`, [], cause);
  }
  if (!response.ok) throw new Refused(`cannot read ${source}: ${response.status} ${response.statusText}`);
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength > MOST_BYTES) throw tooLarge(source);
  return new TextDecoder().decode(bytes);
};

const fromFile = async (path: string): Promise<string> => {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw tooLarge(path);
    return new TextDecoder().decode(await readFile(path));
  } catch (cause) {
    if (cause instanceof Refused) throw cause;
    throw new Refused(`cannot read ${path}`, [], cause);
  }
};

/** An https address or a path; throws Refused. */
export const calendarText = async (source: string, get: typeof fetch = fetch): Promise<string> => {
  if (/^https:\/\//i.test(source)) return fromWeb(source, get);
  // What decides about promises must not be changed on its way here.
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source))
    throw new Refused(`${source} is neither a file nor an https address`);
  return fromFile(source);
};
