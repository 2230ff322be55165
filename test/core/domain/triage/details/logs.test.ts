import { describe, expect, it } from 'vitest';
import { logIn } from '../../../../../lambdas/core/domain/triage/details/logs.ts';

describe('a log', () => {
  it.each<[text: string, part: string]>([
    [
      "It crashes:\nTypeError: Cannot read properties of undefined (reading 'id')\n    at render (C:\\app\\main.js:10:5)\n    at Module._compile (node:internal/modules/cjs/loader:1256:14)\nNode.js v18.17.0",
      'TypeError: Cannot read',
    ],
    [
      'Login fails.\njava.lang.NullPointerException: null\n\tat com.acme.Login.run(Login.java:12) ~[acme-core-5.3.9.jar:5.3.9]\n\tat java.base/java.lang.Thread.run(Thread.java:840)\nThanks',
      'java.lang.NullPointerException: null',
    ],
    [
      'Hi\nTraceback (most recent call last):\n  File "/usr/lib/python3.11/site.py", line 73, in <module>\n    main()\n    ^^^^^^\nValueError: bad input\nBye',
      'ValueError: bad input',
    ],
    [
      'System.InvalidOperationException: Sequence contains no elements\r\n   at System.Linq.ThrowHelper.ThrowNoElementsException()\r\n   at Acme.Main.Run() in C:\\src\\Main.cs:line 12',
      'System.InvalidOperationException',
    ],
    [
      'System.NullReferenceException: Ссылка на объект не указывает на экземпляр объекта.\r\n   в Acme.Main.Run() в C:\\src\\Main.cs:строка 12',
      'System.NullReferenceException',
    ],
    [
      'panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/x.go:8 +0x1d',
      'panic:',
    ],
    ["thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds: the len is 3", 'panicked'],
    [
      "app.rb:3:in `foo': undefined method `bar' for nil:NilClass (NoMethodError)\n\tfrom app.rb:7:in `<main>'",
      'undefined method',
    ],
    ['PHP Fatal error:  Uncaught Error: Call to undefined function foo() in /var/www/x.php:3', 'PHP'],
    [
      'Fatal error: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /var/www/x.php:3\nStack trace:\n#0 /var/www/x.php(3): PDO->__construct()\n#1 {main}',
      '#1 {main}',
    ],
    ['Segmentation fault (core dumped)', ''],
    [
      'FATAL EXCEPTION: main\nProcess: com.acme.mobile, PID: 4242\njava.lang.RuntimeException: Unable to start activity\n\tat a.b(c.java:1)',
      'java.lang.RuntimeException',
    ],
    ['05-12 10:22:33.123  1234  1234 E AndroidRuntime: FATAL EXCEPTION: main', ''],
    ['2026/05/12 10:22:33 [error] 31#31: *1 connect() failed (111: Connection refused)', ''],
    ['127.0.0.1 - - [12/May/2026:10:22:33 +0000] "GET /x HTTP/1.1" 500 123', ''],
    ['2026-05-12T10:22:33.123Z ERROR [main] c.a.Login - failed', ''],
    ['12.05.2026 10:22:33 Ошибка подключения к базе', ''],
    ['[12.05.2026 10:22:33] ОШИБКА: нет соединения', ''],
    ['{ОбщийМодуль.РаботаСФайлами.Модуль(123)}: Ошибка при вызове метода контекста', ''],
    ['{Документ.Реализация.МодульОбъекта(45,2)}: Деление на 0', ''],
    [
      'Faulting application name: acme.exe, version: 5.2.1.0, time stamp: 0x5f3e\nFaulting module name: ntdll.dll\nException code: 0xc0000005',
      '',
    ],
    ['ORA-00942: table or view does not exist', ''],
    ['it says ORA-01017', ''],
    ['HTTP 502 Bad Gateway', ''],
    ['I get 500 Internal Server Error when I click Save.', ''],
    ['HTTP/1.1 404 Not Found', ''],
    ['At line:1 char:1\n+ foo\n+ ~~~\nCommandNotFoundException', ''],
    [
      "node:internal/errors:496\n    throw new Error()\nError: ENOENT: no such file, open 'x'",
      'Error: ENOENT',
    ],
    ['{"error":"invalid_token","code":401,"version":"5.2.1"}', ''],
    ['12:30:01 INFO starting\n12:30:02 ERROR no connection', ''],
    ['the browser says ERR_CONNECTION_REFUSED', ''],
    ['Код 0x80070057', ''],
    ['exit code 137', ''],
    ['код ошибки 5', ''],
    ['ошибка №17', ''],
    ['Error: 1603', ''],
    ['error code E-17', ''],
    ['Выдаёт код 1603', ''],
    ['Ошибка 5.', ''],
    ['fails with error 2, always', ''],
    ['ERROR: relation "x" does not exist', ''],
    ['[ERROR] died', ''],
    ['ERROR com.acme.Login failed', ''],
    ['level=error msg="x"', ''],
    ['[Tue May 12 10:22:33.123 2026] [core:error] x', ''],
    ['[  123.456789] usb 1-1: device not accepting', ''],
    ['Synchronous.\n2026-11-02 09:00:01 started', ''],
  ])('is found in %j, with "%s"', (text, part) => {
    const found = logIn(text);
    expect(found?.value).toContain(part);
    expect(text.slice(found?.position)).toContain(found?.quote);
    expect(found?.value).not.toMatch(/^(?:Hi|Bye|Thanks|It crashes:|Login fails)/mu);
  });

  it.each([
    'I made an error 2 days ago and typed a wrong address. Code 2 in my postal address',
    'Прошу прощения за ошибку 2 дня назад. Код города 495',
    'WARNING: this message is confidential',
    'WARNING: external mail',
    'no terrors here',
    'An error occurred',
    'Код 1234 из смс не приходит',
    'I got the code 123456 by SMS',
    'The error 3 times',
    'I had a meeting at 10:22:33 today',
    'He came from Berlin: 5 people',
    'It happened on 12.05.2026',
    '[WARNING] This mail comes from outside',
    'ошибка 2 раза подряд',
    'at home (in Berlin) it works',
    'from the office: in the evening',
    'Error!!!',
    'My order 404 has not come',
    'there are 500 users here',
    'в офисе (второй этаж) не работает',
    'Call 502 123 45 67',
    'Please {name}',
    'House 4, code 12',
  ])('is not found in "%s"', (text) => {
    expect(logIn(text)).toBeNull();
  });

  it('is all that was logged, from what went wrong to the last frame', () => {
    const text = [
      'Hello,',
      'TypeError: Cannot read properties of undefined',
      '    at render (C:\\app\\main.js:10:5)',
      '    at async run (node:internal/x:1:2)',
      'Regards',
    ].join('\n');
    expect(logIn(text)).toMatchObject({ value: text.split('\n').slice(1, 4).join('\n'), position: 7 });
  });

  it('has the line that stands between two logged ones, but not what follows after a blank one', () => {
    const text =
      'FATAL EXCEPTION: main\nProcess: com.acme\njava.lang.Error: x\n\tat a.b(C.java:1)\n\nProcess it soon.';
    expect(logIn(text)?.value).toBe(text.split('\n').slice(0, 4).join('\n'));
  });
});
