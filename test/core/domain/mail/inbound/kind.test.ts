import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../../../lambdas/core/domain/mail/inbound/kind.ts';
import type { MailKind } from '../../../../../lambdas/core/domain/mail/inbound/message.ts';
import { aContext, aMailbox, aMessage, type MessageParts } from './messages.ts';

const NULL_SENDER = { envelope: { from: '', to: ['support@help.example.com'] } };
const report = { recipients: [], originalMessageId: null };

const kind = (parts: MessageParts): MailKind => kindOf(aMessage(parts), aContext()).kind;

const TABLE: Readonly<Record<MailKind, readonly (readonly [string, MessageParts])[]>> = {
  human: [
    ['plain mail', {}],
    ['Auto-Submitted: no', { headers: { 'auto-submitted': 'no' } }],
    ['an empty Auto-Submitted', { headers: { 'auto-submitted': '' } }],
    ['X-Autoreply: no', { headers: { 'x-autoreply': 'no' } }],
    ['a person who writes about being away', { subject: 'Out of office calendar is empty' }],
    ['a person who writes about bounces', { subject: 'Undeliverable mail again' }],
    ['a person whose Exchange suppresses answers', { headers: { 'x-auto-response-suppress': 'All' } }],
    [
      'a person whose program allows unsubscribing',
      { headers: { 'list-unsubscribe': '<mailto:x@y.example>' } },
    ],
    ['two names for one sender', { headers: { from: '"maria@example.com" <maria@example.com>' } }],
    [
      'a comma in a quoted name',
      { headers: { from: '"Lind, Maria \\"M\\" a@b.example, c@d.example" <maria@example.com>' } },
    ],
    ['a sender in a bare address', { headers: { from: 'maria@example.com' } }],
    [
      'a name with an address of the same domain',
      { fromName: 'lind@example.com', verdicts: { dmarc: 'none' } },
    ],
    [
      'a service that passes DMARC and shows whom it writes for',
      { fromName: "'olga@other.example' via Acme" },
    ],
    ['a group of ours in List-Id', { headers: { 'list-id': 'Support <support.help.example.com>' } }],
    [
      'a group of ours in List-Post',
      { headers: { 'list-id': '<1.g.example>', 'list-post': '<mailto:billing@help.example.com>' } },
    ],
    [
      'mail from a daemon that says it is a person',
      { from: 'mailer-daemon@example.com', headers: { 'auto-submitted': 'no' } },
    ],
    ['spam of a gray shade', { verdicts: { spam: 'gray', virus: 'none' } }],
    ['mail from reply+ elsewhere', { from: 'reply+me@example.com' }],
  ],
  'auto-reply': [
    ['RFC 3834', { headers: { 'auto-submitted': 'auto-replied' } }],
    [
      'RFC 3834 with parameters',
      { headers: { 'auto-submitted': 'Auto-Generated; owner-email="a@b.example"' } },
    ],
    ['X-Autoreply', { headers: { 'x-autoreply': 'yes' } }],
    ['X-Autorespond', { headers: { 'x-autorespond': 'Re: Export' } }],
    ['Precedence: auto_reply', { headers: { precedence: 'auto_reply' } }],
    ['Precedence: auto-reply', { headers: { precedence: 'auto-reply' } }],
    ['Precedence: junk', { headers: { precedence: 'junk' } }],
    ['Precedence: bulk', { headers: { precedence: 'bulk' } }],
    [
      'a read receipt',
      { headers: { 'content-type': 'multipart/report; report-type=disposition-notification; boundary=x' } },
    ],
    ['X-POST-MessageClass', { headers: { 'x-post-messageclass': '9; Autoresponder' } }],
    [
      'Outlook in its own words',
      { headers: { 'x-auto-response-suppress': 'OOF, AutoReply' }, subject: 'Out of Office' },
    ],
    ['an automatic answer without sender', { ...NULL_SENDER, headers: { 'auto-submitted': 'auto-replied' } }],
    ...[
      'Automatic reply: Export',
      'Re: Out of Office AutoReply: Export',
      'Автоответ: Экспорт',
      'Автоматический ответ: Экспорт',
      'Автоматична відповідь: Експорт',
      'Automatische Antwort: Export',
      'Abwesenheitsnotiz: Export',
      'Réponse automatique : Export',
      'Respuesta automática: Exportación',
      'Risposta automatica: Esportazione',
      'Odpowiedź automatyczna: Eksport',
      '自动回复: Export',
    ].map((subject) => [subject, { subject }] as const),
  ],
  bounce: [
    ['a report', { report }],
    ['X-Failed-Recipients', { headers: { 'x-failed-recipients': 'x@y.example' } }],
    ['a mailer daemon', { from: 'mailer-daemon@mx.example' }],
    ['a mailer daemon without domain', { from: 'mailer-daemon' }],
    ['a mailer daemon in the envelope', { envelope: { from: 'MAILER-DAEMON@mx.example', to: [] } }],
    ['Exchange', { from: 'microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@example.com' }],
    ['a mail without sender', NULL_SENDER],
    ['a mail without sender and From', { ...NULL_SENDER, from: null }],
    ...[
      'Undelivered Mail Returned to Sender',
      'Mail delivery failed: returning message to sender',
      'failure notice',
      'Delivery Status Notification (Failure)',
      'Unzustellbar: Export',
      'Non remis : Export',
      'No se puede entregar: Export',
      'Non recapitabile: Export',
      'Niedostarczalne: Eksport',
      'Не удается доставить: Экспорт',
      'Не вдалося доставити: Експорт',
      '系统退信',
    ].flatMap((subject) => [
      [`${subject} from a postmaster`, { subject, from: 'postmaster@mx.example' }] as const,
      [
        `${subject} without sender`,
        { ...NULL_SENDER, subject, headers: { 'auto-submitted': 'auto-replied' } },
      ] as const,
    ]),
  ],
  list: [
    ['List-Id', { headers: { 'list-id': '<news.example.com>' } }],
    ['Precedence: list', { headers: { precedence: 'list' } }],
    ['unsubscribing with one click', { headers: { 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' } }],
    [
      'bulk that one can unsubscribe from',
      { headers: { 'list-unsubscribe': '<https://x.example>', precedence: 'bulk' } },
    ],
  ],
  own: [],
  suspect: [
    ['a virus', { verdicts: { virus: 'fail' } }],
    ['spam', { verdicts: { spam: 'fail' } }],
    ['a bounce that is spam', { verdicts: { spam: 'fail' }, report }],
    ['501 headers', { headers: { x: Array.from({ length: 501 }, () => 'y') } }],
    ['a quarter of a megabyte of headers', { headers: { x: 'y'.repeat(256_001) } }],
    ['two From headers', { headers: { from: ['a@example.com', 'a@example.com'] } }],
    ['two senders', { headers: { from: 'A <a@example.com>, B <b@example.com>' } }],
    ['two bare senders', { headers: { from: 'a@example.com, b@example.com' } }],
    ["somebody else's address for a name", { fromName: 'ceo@bank.example', verdicts: { dmarc: 'none' } }],
    ['our own address', { from: 'billing@help.example.com' }],
    ['a reply address of ours', { from: 'reply+1001.0123456789abcdeg@help.example.com' }],
    ['no sender', { from: null }],
    ['the subject of a bounce and no sender', { from: null, subject: 'failure notice' }],
    ['a sender that is no address', { from: 'maria' }],
  ],
};

describe('the kind of a message', () => {
  const rows = Object.entries(TABLE).flatMap(([expected, list]) =>
    list.map(([name, parts]) => ({ expected, name, parts })),
  );

  it.each(rows)('is $expected: $name', ({ expected, parts }) => {
    expect(kind(parts)).toBe(expected);
  });

  it('is own when our signed header came back, whatever else is in it', () => {
    const message = aMessage({ verdicts: { spam: 'fail' }, from: null });
    expect(kindOf(message, aContext({ isOwn: true })).kind).toBe('own');
  });

  it('always comes with a sentence', () => {
    for (const { parts } of rows) expect(kindOf(aMessage(parts), aContext()).reason).toMatch(/^[A-Z].+\.$/s);
  });

  it('is found for whatever the headers say', () => {
    const header = fc.record({
      name: fc.constantFrom(
        'auto-submitted',
        'precedence',
        'list-id',
        'list-post',
        'from',
        'content-type',
        'x-autoreply',
      ),
      value: fc.string({ maxLength: 60 }),
    });
    fc.assert(
      fc.property(
        fc.array(header, { maxLength: 8 }),
        fc.string(),
        fc.option(fc.string()),
        (headers, subject, from) => {
          const message = { ...aMessage({ subject, from }), headers };
          expect(kindOf(message, aContext()).reason).not.toBe('');
        },
      ),
    );
  });
});

describe('a trusted automatic sender', () => {
  const dispute = { from: 'disputes@payments.example', headers: { 'auto-submitted': 'auto-generated' } };

  it('is heard as a person is', () => {
    expect(kindOf(aMessage(dispute), aContext())).toMatchObject({ kind: 'human', trusted: true });
  });

  it('has to prove itself', () => {
    const forged = aMessage({ ...dispute, verdicts: { dmarc: 'fail' } });
    expect(kindOf(forged, aContext())).toMatchObject({ kind: 'auto-reply', trusted: false });
  });

  it('is trusted by its own mailbox only', () => {
    expect(kindOf(aMessage(dispute), aContext({ cameTo: [aMailbox()] })).kind).toBe('auto-reply');
  });

  it('is not believed when the scan says spam', () => {
    expect(kindOf(aMessage({ ...dispute, verdicts: { spam: 'fail' } }), aContext()).kind).toBe('suspect');
  });
});
