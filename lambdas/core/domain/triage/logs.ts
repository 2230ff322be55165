/** Logs, stack traces and error codes that were pasted into a text. */
import { endOf, type Find, find, firstMatch, linesOf } from './text.ts';

/** Java, JavaScript and .NET; Python; Go; Ruby; PHP; time stamps in three fashions; levels. */
const LOG_LINE =
  /^\s{0,8}(?:at (?:async )?[\w$.<>[\]/`]{1,100}(?: [\w$.<>[\]]{1,60})?\s?\(|File "[^"]{1,200}", line \d|Traceback \(most|Caused by: |Exception in thread |Unhandled [Ee]xception|goroutine \d|panic: |from [^\s:]{1,200}:\d{1,7}:in |PHP (?:Fatal|Parse|Warning|Notice)|\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|\[?\d\d[./]\d\d[./]\d{4},? \d\d:\d\d:\d\d|\[?\d\d:\d\d:\d\d[.,]\d{3}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d )|(?:^|[\s[])(?:ERROR|FATAL|WARN(?:ING)?|CRITICAL|SEVERE)[\]:\s]/u;
const ERROR_NAME =
  /((?<![\p{L}\p{N}_])(?:[A-Z]\w{2,60}(?:Exception|Error)(?!\w)|0x[0-9A-F]{4,16}(?!\w)|(?:error|ошибка|ошибки|ошибку|fehler|код) (?:code |код )?[#№:]?\s?[A-Z]{0,5}[-_]?\d{1,8}(?![\p{L}\p{N}]|[.,]\d)))/iu;

/** All lines that look logged, else the name or number of an error. */
export const logIn = (text: string): Find | null => {
  const logged = linesOf(text).filter((line) => LOG_LINE.test(line.text));
  const first = logged[0];
  if (first === undefined) return firstMatch(text, ERROR_NAME, 0.6);
  return find(logged.map((line) => line.text).join('\n'), text, [first.position, endOf(first)], 0.85);
};
