import { describe, expect, it } from 'vitest';
import { labelled } from '../../../../../../lambdas/core/domain/mail/inbound/visible/labels.ts';

describe('a header line above a quoted mail', () => {
  it.each([
    ['From: Maria <m@x.example>', 'from', 'Maria <m@x.example>'],
    ['*Von:* *Maria*', 'from', 'Maria'],
    ['*De *: Maria', 'from', 'Maria'],
    ['Envoyé le\u00a0: 20 novembre', 'date', '20 novembre'],
    ['Тема: \tЭкспорт', 'subject', 'Экспорт'],
    ['От кого: Мария', 'from', 'Мария'],
    ['| 发件人 | Maria<m@163.com> |', 'from', 'Maria<m@163.com>'],
    ['主题：Export', 'subject', 'Export'],
    ['To:', 'to', ''],
    ['Importance: High', 'other', 'High'],
  ])('%j', (line, label, value) => {
    expect(labelled(line)).toEqual({ label, value });
  });

  it.each(['', 'Error: 17', 'Hello', 'What I do from: here', `${' '.repeat(1_000)}From: x`])(
    'is not %j',
    (line) => {
      expect(labelled(line)).toBeNull();
    },
  );
});
