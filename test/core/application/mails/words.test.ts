import { describe, expect, it } from 'vitest';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { markSpam } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { assignTicket } from '../../../../lambdas/core/application/tickets/assign-ticket.ts';
import { escalateTicket } from '../../../../lambdas/core/application/tickets/escalate-ticket.ts';
import type { EventDraft, TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aSettings, CREATED_AT, hoursAfter } from '../../builders.ts';
import { aDesk, type Desk, opened, seeded } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, LENA, MARIA, OLGA } from '../requests.ts';
import { newest, tell } from './a-mail-desk.ts';

const anEvent = (ticketId: string, draft: EventDraft): TicketEvent => ({
  ...draft,
  id: 'evt_1',
  ticketId,
  version: 2,
  occurredAt: hoursAfter(1),
  actor: { kind: 'system', id: null },
  correlationId: 'cor_test',
});

describe('an acknowledgement', () => {
  it('tells number, promise and link in the requester’s language and the desk’s time', async () => {
    const desk = aDesk({ desk: { timeZone: 'Europe/Moscow' } });
    const { id } = await opened(desk, OLGA, { locale: 'ru-RU' });
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail?.subject).toBe('[#1001] The export stops');
    expect(mail?.text).toContain('Здравствуйте, Olga Lind!');
    expect(mail?.text).toContain('Его номер — 1001.');
    expect(mail?.text).toMatch(/не позднее 2 ноября 2026.*20:00/);
    const token = /https:\/\/desk\.example\/t\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(await desk.seals.open('page', token)).toBe(`${id} olga@example.com 2029-01-10`);
  });

  it('is in the language in which the ticket was opened, also when analysis is quicker', async () => {
    const desk = aDesk();
    const description = 'Der Export bricht ab, was kann ich tun, die App will nicht.';
    const { id } = await opened(desk, OLGA, { locale: 'ru', description });
    const [event] = desk.tickets.history(id);
    desk.tickets.seed({ ...(await desk.tickets.find(id)), language: 'en' } as Ticket);
    const [mail] = await tell(desk, event as TicketEvent);
    expect(mail?.text).toContain('Мы получили ваше обращение.');
  });

  it('of somebody who reads Russian and writes English sentences is English', async () => {
    const desk = aDesk();
    const description = 'My program crashes whenever I save a document. Please help me.';
    const { id, language } = await opened(desk, { ...OLGA, locale: 'ru' }, { description });
    expect(language).toBe('en');
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail?.text).toContain('We have received your request.');
  });

  it('to somebody who was only named quotes nothing, in no template', async () => {
    const desk = aDesk({
      templates: [
        {
          id: 'acknowledgement',
          locale: 'en',
          text: '{{number}} {{subject}}{{comment}}{{author}}{{requester}}{{name}}',
        },
      ],
    });
    const { id } = await opened(desk, aMachine(), {
      subject: 'BUY PILLS',
      description: 'BUY PILLS NOW',
      requester: { email: 'olga@example.com', name: 'PILLS' },
    });
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail?.to).toEqual({ name: null, address: 'olga@example.com' });
    expect(`${mail?.subject}${mail?.text}${mail?.html}${mail?.from.name}`).not.toContain('PILLS');
    expect(mail?.text.startsWith('1001 Supportolga@example.com\n')).toBe(true);
  });

  it('in the built-in words says for such a person what there is', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, aMachine(), {
      subject: 'PILLS',
      requester: { email: 'olga@example.com', name: 'PILLS' },
    });
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail?.subject).toBe('[#1001] We have received your request');
    expect(mail?.text.startsWith('Hello,\n\n')).toBe(true);
    expect(mail?.text).toContain('https://desk.example/t/');
  });
});

describe('a requester whose language the desk does not speak', () => {
  it.each([
    ['de', 'Guten Tag, seit gestern stürzt der Export nach der Hälfte der Zeit jedes Mal ab.'],
    ['fr', "Bonjour, depuis hier l'exportation s'arrête à la moitié, je ne peux plus rien sauvegarder."],
    ['zh', '您好，从昨天开始导出到一半就停止了，我什么也保存不了，请帮忙。'],
  ])('reads %s mails in English, with English times', async (locale, description) => {
    const desk = aDesk();
    const { id } = await opened(desk, OLGA, { locale, description });
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail?.text).toContain('Hello Olga Lind,');
    expect(mail?.text).toMatch(/2 November 2026|November 2, 2026/);
    expect(mail?.html).toContain('<html lang="en">');
  });
});

describe('a reply', () => {
  it('reaches also a person who has not proven themselves, with the agent’s words', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, aMachine(), {
      subject: 'PILLS',
      requester: { email: 'olga@example.com' },
    });
    await addComment(desk)(aRequest(ANNA, { params: { ticket: id }, body: { body: 'Who are you?' } }));
    const [mail] = await tell(desk, newest(desk, id, 'ticket.commented'));
    expect(mail?.subject).toBe('[#1001]');
    expect(mail?.text).toContain('Who are you?\n\nAnna Berg');
  });

  it('on their ticket does not carry what they wrote to others', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, {
      requester: { verified: false },
      participants: [{ email: 'olga@example.com', name: 'PILLS', kind: 'cc' }],
    });
    await addComment(desk)(aRequest(MARIA, { params: { ticket: id }, body: { body: 'BUY PILLS' } }));
    const [mail] = await tell(desk, newest(desk, id, 'ticket.commented'));
    expect(mail?.to.address).toBe('olga@example.com');
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toMatch(/PILLS|export/);
  });

  it('of an agent without a name tells no address', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    await addComment(desk)(
      aRequest({ ...LENA, name: null }, { params: { ticket: id }, body: { body: 'Hello.' } }),
    );
    const [mail] = await tell(desk, newest(desk, id, 'ticket.commented'));
    expect(mail?.from.name).toBe('Support');
    expect(mail?.text).toContain('Hello.\n\nSupport');
    expect(`${mail?.text}${mail?.html}`).not.toContain('lena@');
  });
});

describe('a mail to an agent', () => {
  it('tells the ticket, who asks and when the answer is due', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { priority: 'high' });
    await assignTicket(desk)(aRequest(LENA, { params: { ticket: id }, body: { assigneeId: 'agt_1' } }));
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail).toMatchObject({
      to: { name: 'Anna Berg' },
      subject: 'Assigned to you: [#1001] The export stops',
    });
    expect(mail?.text).toContain(
      '#1001 The export stops\nFrom Maria Lind · priority high · line 1 · First line',
    );
    expect(mail?.text).toMatch(/First reply is due .*(5|05|17):00/);
    expect(mail?.text).toContain('https://desk.example/v1/tickets/1001');
    expect(mail?.text).not.toMatch(/\/t\//);
    expect(mail?.text.endsWith('-- \nSupport\n')).toBe(true);
  });

  it.each([
    ['agt_2', /^Escalated to you: /, 'It is yours now. First reply is due'],
    ['agt_3', /^Escalated: /, 'It is with Clara Voss now.'],
    [null, /^Escalated: /, 'Nobody has it yet; it waits in Second line.'],
  ])(
    'of an escalation says from where, by whom, why, and who has it (%s)',
    async (assigneeId, subject, has) => {
      const { agents, groups } = aSettings();
      const desk = aDesk({
        agents: agents.map((agent) => ({ ...agent, lines: [1, 2, 3] })),
        groups: groups.map((group) => ({ ...group, lead: 'agt_2' })),
      });
      const { id } = await opened(desk);
      await escalateTicket(desk)(
        aRequest(ANNA, { params: { ticket: id }, body: { reason: 'a crash dump' } }),
      );
      await assignTicket(desk)(aRequest(LENA, { params: { ticket: id }, body: { assigneeId } }));
      const mail = (await tell(desk, newest(desk, id))).find(({ to }) => to.name === 'Boris Orlov');
      expect(mail?.subject).toMatch(subject);
      expect(mail?.text).toContain(
        'This ticket was escalated from line 1 to line 2 by Anna Berg:\n\na crash dump\n\n',
      );
      expect(mail?.text).toContain(has);
      expect(mail?.text).not.toMatch(/\n{3}|by hand/);
    },
  );

  it('of a promise names it, its share and its time', async () => {
    const desk = aDesk();
    const marks = { firstReplyAt: CREATED_AT, lastReplyAt: CREATED_AT, unansweredSince: CREATED_AT };
    const { id } = seeded(desk, { assigneeId: 'agt_1', status: 'open', marks });
    const key = `next-reply@${CREATED_AT}:80`;
    const payload = { metric: 'next-reply', threshold: 80, dueAt: hoursAfter(8), key } as const;
    const [mail] = await tell(desk, anEvent(id, { type: 'sla.reminded', payload }));
    expect(mail?.text).toMatch(/80 % of the time for the next reply has passed; it is due .*(5|17):00/);
  });

  it('of a bad rating carries the words', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { satisfaction: { status: 'bad', comment: 'Nobody <b>listened</b>.' } });
    const payload = {
      rating: 'bad',
      before: null,
      hasComment: true,
      agentId: 'agt_1',
      offeredAt: hoursAfter(1),
      groupId: 'first-line',
    } as const;
    const [mail] = await tell(desk, anEvent(id, { type: 'satisfaction.rated', payload }));
    expect(mail?.text).toContain('Maria Lind rated this ticket bad:\n\nNobody <b>listened</b>.');
    expect(mail?.html).toContain('Nobody &lt;b&gt;listened&lt;/b&gt;.');
  });
});

describe('a nudge', () => {
  it('says when the ticket will be taken as solved', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'pending' });
    const [mail] = await tell(
      desk,
      anEvent(id, { type: 'ticket.nudged', payload: { pendingSince: hoursAfter(1) } }),
    );
    expect(mail?.text).toMatch(/take it as solved on (9 November|November 9)/);
  });
});

describe('a survey', () => {
  it('links to three answers of this one resolution', async () => {
    const desk = aDesk();
    const offeredAt = hoursAfter(24);
    const { id } = seeded(desk, { status: 'solved', satisfaction: { status: 'offered', offeredAt } });
    const payload = { solvedAt: hoursAfter(0), offeredAt, agentId: null, groupId: 'first-line' };
    const [mail] = await tell(desk, anEvent(id, { type: 'satisfaction.offered', payload }));
    const links = [...(mail?.text ?? '').matchAll(/https:\/\/desk\.example\/r\/(\S+?)\?rating=(\w+)/g)];
    expect(links.map(([, , rating]) => rating)).toEqual(['good', 'ok', 'bad']);
    expect(await desk.seals.open('rating', links[0]?.[1] ?? '')).toBe(`${id} ${offeredAt}`);
    expect(mail?.html.match(/<a /g)).toHaveLength(3);
  });
});

it('spam is not answered, whatever its history calls for', async () => {
  const desk: Desk = aDesk();
  const { id } = await opened(desk);
  await markSpam(desk)(aRequest(ANNA, { params: { ticket: id }, body: {} }));
  for (const event of desk.tickets.history(id)) expect(await tell(desk, event)).toEqual([]);
});

describe('a word about promises', () => {
  const organizations = [
    {
      id: 'example',
      name: 'Example',
      plan: 'basic' as const,
      domains: ['example.com'],
      people: [],
      timeZone: 'Asia/Tokyo',
    },
  ];
  const key = `periodic-update@${CREATED_AT}:update-1`;
  const updated = {
    type: 'sla.updated',
    payload: { metric: 'periodic-update', dueAt: hoursAfter(1), key },
  } as const;

  it('says where the ticket stands, and what still lies ahead, by the clock of the requester’s organization', async () => {
    const desk = aDesk({ organizations });
    const promises = { expectedFixAt: hoursAfter(30), resolutionAt: hoursAfter(0.5) };
    const { id } = seeded(desk, { status: 'on-hold', promises });
    const [mail] = await tell(desk, anEvent(id, updated));
    expect(mail?.to.address).toBe('maria@example.com');
    expect(mail?.text).toContain('We have not forgotten your request 1001. It waits for somebody else');
    expect(mail?.text).toMatch(/We expect a fix by November 4, 2026 at 00:00 GMT\+9\./);
    expect(mail?.text).not.toContain('to be solved by');
  });

  it('says so in Russian, and in the desk’s own words where it has them', async () => {
    const own = [{ id: 'periodic-update', locale: 'en', text: 'Still: {{standing}}' }];
    const desk = aDesk({ templates: own });
    const { id } = seeded(desk, { language: 'ru', status: 'pending' });
    expect((await tell(desk, anEvent(id, updated)))[0]?.text).toContain('Оно ждёт вашего ответа.');
    seeded(desk, { language: 'en', status: 'open' });
    const again = { ...anEvent(id, updated), id: 'evt_2' };
    expect((await tell(desk, again))[0]?.text).toContain('Still: We are working on it; there');
  });

  it('names the promises that were moved and the fix that is expected, in one mail', async () => {
    const desk = aDesk({ organizations });
    const { id } = seeded(desk, { status: 'open' });
    const changes = {
      resolutionAt: { before: hoursAfter(4), after: hoursAfter(10) },
      expectedFixAt: { before: null, after: hoursAfter(9) },
    };
    const moved = await tell(desk, anEvent(id, { type: 'sla.promised', payload: { changes } }));
    expect(moved).toHaveLength(1);
    expect(moved[0]?.text).toContain('resolution: November 3, 2026 at 04:00 GMT+9');
    expect(moved[0]?.text).toContain(
      'We expect a fix for your request 1001 by November 3, 2026 at 03:00 GMT+9.',
    );
    const { expectedFixAt } = changes;
    const only = anEvent(id, { type: 'sla.promised', payload: { changes: { expectedFixAt } } });
    const [fix] = await tell(desk, { ...only, id: 'evt_2' });
    expect(fix?.text).not.toContain('It takes us longer');
  });
});

describe('an expected fix that was given as a day', () => {
  const changes = { expectedFixAt: { before: null, after: '2026-12-01T22:59:59.999Z' } };

  it.each([
    ['en', 'We expect a fix for your request 1001 by December 1, 2026.\n'],
    ['ru', 'Исправление по обращению 1001 ожидаем не позднее 1 декабря 2026.\n'],
  ])('is told as that day of the desk’s, wherever the requester is (%s)', async (language, words) => {
    const inAuckland = {
      id: 'school',
      name: 'School',
      plan: 'extended' as const,
      domains: ['example.com'],
      people: [],
    };
    const desk = aDesk({
      desk: { timeZone: 'Europe/Berlin' },
      organizations: [{ ...inAuckland, timeZone: 'Pacific/Auckland' }],
    });
    const { id } = seeded(desk, { status: 'on-hold', language });
    const [mail] = await tell(desk, anEvent(id, { type: 'sla.promised', payload: { changes } }));
    expect(mail?.text).toContain(words);
  });
});

describe('an outbreak', () => {
  const noticed: EventDraft = {
    type: 'ticket.outbreak-noticed',
    payload: {
      outbreakId: 'obk_1',
      category: 'bug',
      product: 'mobile',
      count: 12,
      usual: 0.5,
      numbers: Array.from({ length: 12 }, (_, at) => 1001 + at),
    },
  };

  it('is told to the lead with its tickets and the one call that makes a problem of them', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const mails = await tell(desk, anEvent(id, noticed));
    expect(mails.map(({ to }) => to.address)).toEqual([LENA.email]);
    expect(mails[0]?.subject).toBe('Outbreak: Something is broken, Mobile app, 12 tickets');
    expect(mails[0]?.text).toContain(
      '12 within an hour about Something is broken, Mobile app, where 0.5 an hour',
    );
    expect(mails[0]?.text).toContain(
      '#1001 #1002 #1003 #1004 #1005 #1006 #1007 #1008 #1009 #1010\n#1011 #1012\n',
    );
    expect(mails[0]?.text).toContain('POST https://desk.example/v1/outbreaks/obk_1/problem');
  });

  it('of a category and a product that are no more is told by their ids', async () => {
    const desk = aDesk({ categories: [], desk: { products: [] } });
    const { id } = seeded(desk);
    const [mail] = await tell(desk, anEvent(id, noticed));
    expect(mail?.subject).toBe('Outbreak: bug, mobile, 12 tickets');
  });
});
