/** How lines look that programs write, by who writes them. Every expression is bounded. */

const LEVEL =
  'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|ОШИБКА|ПРЕДУПРЕЖДЕНИЕ|ИНФОРМАЦИЯ';
const TIME = String.raw`\d\d:\d\d:\d\d`;

/** At the beginning of a line: a frame of a stack, or what stands around frames. */
const FRAMES: readonly string[] = [
  // Java, JavaScript, .NET; the last also in Russian.
  String.raw`at (?:async |new )?[\w$.<>[\]/\x60]{1,200}\(`,
  String.raw`at (?:async |new )?[\w$.<>[\]/\x60]{1,200}(?: \[as [\w$.<>]{1,60}\])? \((?:.{0,300}:\d{1,7}\)|native|<anonymous>|node:|index )`,
  String.raw`at \S{1,300}:\d{1,7}(?::\d{1,7})?\s*$`,
  String.raw`в [\w$.<>[\]\x60]{3,200}\(.{0,200}\)(?: в |\s*$)`,
  'Caused by: ',
  String.raw`\.{3} \d{1,4} (?:more|common frames)`,
  // Python, Ruby, PHP, Go, gdb.
  String.raw`File "[^"]{1,200}", line \d`,
  String.raw`from [^\s:]{1,200}:\d{1,7}:in `,
  String.raw`[^\s:]{1,200}\.rb:\d{1,7}:in `,
  String.raw`#\d{1,3}\s{1,3}(?:\{main\}|0x[0-9a-f]{4,16}|/\S{1,200}|[A-Z]:\\\S{1,200}|[\w\\:>-]{2,100}\()`,
  String.raw`goroutine \d`,
  String.raw`/\S{1,300}:\d{1,7}(?: \+0x[0-9a-f]{1,8})?\s*$`,
  'node:internal/',
];

/** At the beginning of a line. */
const BEGINNINGS: readonly string[] = [
  String.raw`Traceback \(most`,
  'Exception in thread ',
  'Unhandled [Ee]xception',
  String.raw`Uncaught (?:[A-Z]|\()`,
  'panic: ',
  "thread '[^']{1,80}' panicked at",
  'PHP (?:Fatal|Parse|Warning|Notice)',
  '(?:Fatal|Parse) error: ',
  'Stack trace:',
  String.raw`At line:\d`,
  'FATAL EXCEPTION',
  'Faulting (?:application|module) ',
  'Имя сбойн',
  'Exception code: 0x',
  // The desktop programs of 1C.
  String.raw`\{[\p{L}\d_]{2,60}\.[\p{L}\d_. ]{2,120}(?:\(\d{1,6}(?:,\d{1,5})?\))?\}`,
  String.raw`\[?\d{4}[-/]\d\d[-/]\d\d[ T]${TIME}`,
  String.raw`\[?\d\d[./]\d\d[./]\d{4},? ${TIME}`,
  String.raw`\[?${TIME}[.,]\d{3}`,
  String.raw`\[?${TIME}\]?\s{1,4}\[?(?:${LEVEL})(?!\p{L})`,
  String.raw`\d\d-\d\d ${TIME}\.\d{3}`,
  String.raw`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d ${TIME} `,
  String.raw`\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \p{L}{3} [ \d]\d ${TIME}`,
  String.raw`\[\s{0,6}\d{1,8}\.\d{6}\] `,
  // Access logs of Apache and nginx.
  String.raw`\S{1,100} \S{1,60} \S{1,60} \[\d\d/\p{L}{3}/\d{4}:${TIME}`,
  String.raw`(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL|CRITICAL|SEVERE)\s{1,4}(?:\[|\(|[\w$]{1,60}[.:][\w$])`,
];

/** Anywhere on a line. "WARNING" alone stands above every second company's mail. */
const ANYWHERE: readonly string[] = [
  String.raw`(?:^|\s)\[(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL|CRITICAL|SEVERE|ОШИБКА)\s?\]`,
  String.raw`(?<![\p{L}\p{N}])(?:ERROR|FATAL|CRITICAL|SEVERE):\s{1,4}\S`,
  String.raw`(?<![\p{L}\p{N}])level=(?:warn|error|fatal|info|debug)`,
  String.raw`"(?:error|exception|stack|errorCode|error_code)"\s?:`,
  String.raw`[Ss]egmentation fault|\(core dumped\)|Kernel panic|Ошибка сегментирования`,
  String.raw`(?<![\p{L}\p{N}])(?:ORA|PLS|TNS)-\d{4,5}(?!\d)`,
  String.raw`SQLSTATE\s?[[:(]`,
  String.raw`(?<!\p{L})ERROR \d{4} \([0-9A-Z]{5}\)`,
];

export const FRAME = new RegExp(String.raw`^\s{0,12}(?:${FRAMES.join('|')})`, 'u');
/** What went wrong stands below these. */
export const OPENING = /panicked at|FATAL EXCEPTION|^At line:\d|^Stack trace:/u;

export const LOGGED = new RegExp(String.raw`^\s{0,8}(?:${BEGINNINGS.join('|')})|${ANYWHERE.join('|')}`, 'u');

/** The line that says what went wrong, above or below the frames: `ValueError: bad input`, `java.lang.Error`. */
export const TITLE =
  /^(?:Uncaught |Error: |System\.)?(?:[\p{L}_$][\w$.:]{0,150}(?:Error|Exception|Exit|Interrupt|Warning|Fault|Throwable|Failure)|[a-z_]\w{0,60}(?:\.\w{1,60}){1,6}|panic|Error)(?:[:\s([]|$)/u;

const UNITS =
  '(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|times?|people|users?|of|дн|день|недел|месяц|год|лет|час|мин|сек|раз|человек|шт|сотрудник)';
const CODE = String.raw`(?:0x[0-9a-f]{2,16}|[a-z]{0,5}[-_]?\d{1,8})`;
const CODED = String.raw`(?![\p{L}\p{N}]|[.,]\d|\s{1,2}${UNITS})`;

/** The name or the number of an error inside a sentence. */
export const ERROR_NAME = new RegExp(
  String.raw`((?<![\p{L}\p{N}_])(?:${[
    String.raw`[A-Z]\w{2,60}(?:Exception|Error)(?!\w)`,
    String.raw`0x[0-9A-F]{4,16}(?!\w)`,
    String.raw`(?:error|ошибк(?:а|и|у|ой|е)|fehler|erreur|помилк[аи])(?: (?:code|number|no\.?|код|номер|с кодом))?\s?[#№:(]?\s?${CODE}${CODED}`,
    String.raw`(?:exit|return|status|error|stop|result|fault|response)[ -]code:?\s?[#№]?\s?${CODE}${CODED}`,
    String.raw`код(?:ом)? (?:ошибки|ответа|возврата|завершения):?\s?${CODE}${CODED}`,
    String.raw`(?:code|код(?:ом)?):?\s?(?:0x[0-9a-f]{2,16}|[a-z]{1,5}[-_]?\d{2,8}|\d{4,8})(?! (?:из|от|смс|подтвержд|город|домофон|подъезд|from|by|sms))${CODED}`,
    String.raw`HTTP(?:S|/\d(?:\.\d)?)?(?: status| error| code| код| ошибка){0,2}:? [45]\d\d(?!\d)`,
    '(?:40[0-9]|41[0-9]|42[0-9]|50[0-9]|52[0-9]) (?:bad|unauthori[sz]ed|forbidden|not found|method not|request|conflict|gone|payload|too many|internal|server error|service (?:temporarily )?unavailable|gateway|origin|web server)',
    String.raw`(?:ERR|NET|DNS|SSL|STATUS|IRQL|KERNEL|CRITICAL|PAGE_FAULT)_[A-Z]{2,30}(?:_[A-Z]{1,30}){0,8}(?!\w)`,
    String.raw`E(?:NOENT|CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|ACCES|PERM|ADDRINUSE|NOTFOUND|PIPE|NOSPC)(?!\w)`,
  ].join('|')}))`,
  'iu',
);
