import { describe, expect, it } from 'vitest';
import { recogniseFile } from '../../../../../lambdas/core/domain/triage/details/files.ts';
import type { SourceFile } from '../../../../../lambdas/core/domain/triage/text.ts';

const aFile = (
  fileName: string,
  contentType = 'application/octet-stream',
  inline = false,
  size = 50_000,
): SourceFile => ({ fileName, contentType, inline, size });

describe('an attached file', () => {
  it.each([
    'логи.zip',
    'журнал ошибок.rar',
    'лог.7z',
    'crash.json',
    'desktop.LOG',
    'desktop.log.2.gz',
    'acme-logs.zip',
    'error_log',
    'errorlog.json',
    'app-crash-report.zip',
    'minidump.zip',
    'log2026-05-12.csv',
    'Журнал событий.xlsx',
    'журнал_ошибок.docx',
    'stacktrace.docx',
    'acme.log.7z',
    '1cv8.lgp',
    'crash.ips',
    'logs1.tar.gz',
    'bugreport-pixel.zip',
    'журнал.zip',
    'дамп.7z',
    'console.txt',
    'log.docx',
  ])('is a log when it is called "%s"', (fileName) => {
    expect(recogniseFile([aFile(fileName)], { kind: 'log' })?.value).toBe(fileName);
  });

  it.each([
    'Log4j.pdf',
    'logo.png',
    'catalog.pdf',
    'blog.docx',
    'журнал продаж.xlsx',
    'crash.png',
    'логотип.zip',
    'логистика.xlsx',
    'login.docx',
    'журнал.xlsx',
    'changelogistics.doc',
    'dumplings.jpg',
    'logbook.pdf',
    'Протокол встречи.docx',
    'диалог.docx',
    'каталог.zip',
  ])('is no log when it is called "%s"', (fileName) => {
    expect(recogniseFile([aFile(fileName)], { kind: 'log' })).toBeNull();
  });

  it.each([
    aFile('screen.png'),
    aFile('IMG_1.HEIC'),
    aFile('a.jpg', ''),
    aFile('x', 'image/heic'),
    aFile('x.PNG', 'application/octet-stream; name=x'),
  ])('is a screenshot as %j', (file) => {
    expect(recogniseFile([file], { kind: 'screenshot' })?.value).toBe(file.fileName);
  });

  it.each([
    aFile('screen.pdf', 'application/pdf'),
    aFile('png'),
    aFile('logo.png', 'application/octet-stream', true, 500),
    aFile('x.png', 'application/zip'),
  ])('is no screenshot as %j', (file) => {
    expect(recogniseFile([file], { kind: 'screenshot' })).toBeNull();
  });
});
