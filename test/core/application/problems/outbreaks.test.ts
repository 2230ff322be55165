import { describe, expect, it } from 'vitest';
import { noticeOutbreaks } from '../../../../lambdas/core/application/problems/notice-outbreaks.ts';
import { listOutbreaks, makeProblem } from '../../../../lambdas/core/application/problems/outbreaks.ts';
import { openTicket } from '../../../../lambdas/core/application/tickets/open-ticket.ts';
import { outbreakChanged, versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { CREATED_AT, hoursAfter } from '../../builders.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored } from '../a-desk.ts';
import { aMachine, aRequest, LENA, MARIA } from '../requests.ts';

/** A desk whose first ticket is four weeks old. */
const anOldDesk = (): Desk => {
  const desk = aDesk();
  seeded(desk, { id: 'tkt_first', number: 1001, createdAt: hoursAfter(-28 * 24), category: 'payments' });
  void desk.numbers.next();
  return desk;
};

const WAYS = [
  'The export to PDF stops',
  'PDF export stops half way',
  'Export of a PDF report stops',
  'export pdf',
];

const analysed = (ticketId: string, round = 0): TicketEvent => ({
  id: `evt_${ticketId}`,
  ticketId,
  version: 2,
  occurredAt: CREATED_AT,
  actor: { kind: 'system', id: null },
  correlationId: 'cor',
  type: 'ticket.analysed',
  payload: { missing: [], category: 'bug', line: 1, priority: 'normal', round },
});

/** One comes, and has been looked at: a minute after the one before. */
const comes = async (desk: Desk, at: number, body: object = {}, isTold = true): Promise<string> => {
  desk.clock.set(new Date(Date.parse(CREATED_AT) + at * 60_000).toISOString());
  const input = {
    body: {
      subject: WAYS[at % WAYS.length] ?? '',
      description: 'I export my report as a PDF, and the export stops.',
      category: 'bug',
      product: 'mobile',
      ...body,
    },
  };
  const { body: view } = await openTicket(desk)(aRequest(MARIA, input));
  if (isTold) await noticeOutbreaks(desk)(analysed(view.id));
  return view.id;
};

const come = async (desk: Desk, count: number, from = 0, body: object = {}) => {
  const ids: string[] = [];
  for (let at = from; at < from + count; at += 1) ids.push(await comes(desk, at, body));
  return ids;
};

const noticed = (desk: Desk) =>
  desk.tickets
    .all()
    .flatMap(({ id }) => desk.tickets.history(id))
    .filter(({ type }) => type === 'ticket.outbreak-noticed');

const outbreaks = async (desk: Desk) => (await listOutbreaks(desk)(aRequest(LENA, {}))).body.data;

describe('an outbreak', () => {
  it('is told once, by the ticket that made it one, and names its tickets', async () => {
    const desk = anOldDesk();
    const ids = await come(desk, 30);
    expect(noticed(desk)).toMatchObject([
      {
        ticketId: ids[7],
        actor: { kind: 'system' },
        payload: { category: 'bug', product: 'mobile', count: 8, usual: 0.5 },
      },
    ]);
    const [running, ...more] = await outbreaks(desk);
    expect(more).toEqual([]);
    expect(running?.tickets.map(({ id }) => id)).toEqual(ids);
    expect(running).toMatchObject({ startedAt: hoursAfter(0), problemId: null });
    expect(running).not.toHaveProperty('revision');
  });

  it('is none when they come as they usually do', async () => {
    const desk = anOldDesk();
    for (let hour = -28 * 24; hour < 0; hour += 1)
      for (let n = 0; n < 6; n += 1)
        await desk.clusters.add(
          { category: 'bug', product: 'mobile' },
          { ticketId: `old_${hour}_${n}`, number: 1, createdAt: hoursAfter(hour + n / 10), stems: [] },
        );
    await come(desk, 14);
    expect(noticed(desk)).toEqual([]);
    await come(desk, 20, 14);
    expect(noticed(desk)).toHaveLength(1);
  });

  it('is none when they are about many things', async () => {
    const desk = anOldDesk();
    const texts = [
      ['Invoice of March', 'My accountant cannot find the amount.'],
      ['Password forgotten', 'The mail with the code never arrives.'],
      ['No sound', 'Videos are mute since Tuesday.'],
      ['Printing two pages', 'The printer takes A5 instead of A4.'],
      ['Dark colours', 'Is there a bright theme?'],
      ['Sync is slow', 'Photos need an hour to appear on the tablet.'],
      ['It crashes', 'When I rotate the telephone the screen goes black.'],
      ['Refund', 'I bought the licence twice by mistake.'],
      ['Map of Riga', 'Streets are missing near the harbour.'],
      ['Other language', 'How do I switch to Polish?'],
    ];
    for (const [at, [subject, description]] of texts.entries())
      await comes(desk, at, { subject, description });
    expect(noticed(desk)).toEqual([]);
  });

  it('is none on a desk of two days, where nothing is usual yet', async () => {
    const desk = aDesk();
    seeded(desk, { id: 'tkt_first', number: 1001, createdAt: hoursAfter(-48), category: 'payments' });
    void desk.numbers.next();
    await come(desk, 30);
    expect(noticed(desk)).toEqual([]);
  });

  it('is seen also where number 1001 was never given', async () => {
    const desk = aDesk();
    for (let n = 0; n < 10; n += 1) await desk.numbers.next();
    await come(desk, 10);
    expect(noticed(desk)).toHaveLength(1);
  });

  it('does not count spam, merged and imported tickets, problems, and what is not there', async () => {
    const desk = anOldDesk();
    for (const [at, over] of [
      { spam: true },
      { mergedInto: 'tkt_2' },
      { tags: ['imported'] },
      { type: 'problem' as const },
    ].entries()) {
      const id = await comes(desk, at, {}, false);
      desk.world.tickets.set(id, { ...stored(desk, id), ...over });
      await noticeOutbreaks(desk)(analysed(id));
    }
    await noticeOutbreaks(desk)(analysed('tkt_gone'));
    const cluster = { category: 'bug', product: 'mobile' };
    expect(await desk.clusters.since(cluster, hoursAfter(-1))).toEqual([]);
  });

  it('does not count what became spam since', async () => {
    const desk = anOldDesk();
    const ids = await come(desk, 7);
    for (const id of ids.slice(0, 4)) desk.world.tickets.set(id, { ...stored(desk, id), spam: true });
    await come(desk, 4, 7);
    expect(noticed(desk)).toEqual([]);
    await come(desk, 1, 11);
    expect(noticed(desk)).toMatchObject([{ payload: { count: 8 } }]);
  });

  it('counts each ticket once, whatever comes twice, and nothing that is only an answer', async () => {
    const desk = anOldDesk();
    const [first = ''] = await come(desk, 5);
    for (let n = 0; n < 10; n += 1) await noticeOutbreaks(desk)(analysed(first));
    const answer = await comes(desk, 6, {}, false);
    await noticeOutbreaks(desk)(analysed(answer, 1));
    expect(noticed(desk)).toEqual([]);
    expect(await desk.clusters.hours({ category: 'bug', product: 'mobile' }, hoursAfter(0))).toMatchObject([
      { count: 5 },
    ]);
  });

  it('is told by one of all that see it at once', async () => {
    const desk = anOldDesk();
    const ids: string[] = [];
    for (let at = 0; at < 20; at += 1) ids.push(await comes(desk, at, {}, false));
    await Promise.all(ids.map((id) => noticeOutbreaks(desk)(analysed(id))));
    expect(noticed(desk)).toHaveLength(1);
  });

  it('is told again when it had calmed down, and not before', async () => {
    const desk = anOldDesk();
    await come(desk, 12);
    await come(desk, 12, 5 * 60);
    expect(noticed(desk)).toHaveLength(1);
    expect(await outbreaks(desk)).toHaveLength(1);
    const again = 16 * 60;
    desk.clock.set(hoursAfter(15));
    expect(await outbreaks(desk)).toEqual([]);
    await come(desk, 12, again);
    expect(noticed(desk)).toHaveLength(2);
    expect(await outbreaks(desk)).toHaveLength(1);
  });

  it('is told on the newer ticket when somebody writes at the same moment', async () => {
    const desk = anOldDesk();
    await come(desk, 7);
    const id = await comes(desk, 7, {}, false);
    desk.tickets.failNext(versionConflict(2));
    await noticeOutbreaks(desk)(analysed(id));
    expect(noticed(desk)).toHaveLength(1);
  });

  it('passes on what goes wrong, so that the event comes again', async () => {
    const desk = anOldDesk();
    await come(desk, 7);
    const id = await comes(desk, 7, {}, false);
    for (const error of [new Error('away'), ...Array.from({ length: 5 }, () => versionConflict(2))])
      desk.tickets.failNext(error);
    await expect(noticeOutbreaks(desk)(analysed(id))).rejects.toThrow('away');
    await expect(noticeOutbreaks(desk)(analysed(id))).rejects.toMatchObject({ name: 'VersionConflict' });
    await noticeOutbreaks(desk)(analysed(id));
    expect(noticed(desk)).toHaveLength(1);
  });

  it('grows by what another has added meanwhile', async () => {
    const desk = anOldDesk();
    await come(desk, 8);
    const { change } = desk.outbreaks;
    let refusals = 1;
    desk.outbreaks.change = async (after) => {
      refusals -= 1;
      return refusals >= 0 ? false : change(after);
    };
    await come(desk, 1, 8);
    expect((await outbreaks(desk))[0]?.tickets).toHaveLength(9);
  });
});

describe('the problem of an outbreak', () => {
  const described = (desk: Desk) => ({
    ...desk,
    describe: ({ name }: { readonly name: string }) => ({ status: 409, type: name, title: name }),
  });
  const make = async (desk: Desk, body: object = {}, more: object = {}, id?: string) => {
    const asked = id ?? (await outbreaks(desk))[0]?.id ?? '';
    return makeProblem(described(desk))(aRequest(LENA, { params: { id: asked }, body }, more));
  };

  it('is opened once, and has every ticket of it', async () => {
    const desk = anOldDesk();
    const ids = await come(desk, 9);
    const { body, location } = await make(desk);
    expect(body.problem).toMatchObject({
      type: 'problem',
      subject: 'Problem: Something is broken, Mobile app',
      category: 'bug',
      product: 'mobile',
      requester: { email: LENA.email },
    });
    expect(location).toBe(`/v1/tickets/${body.problem.id}`);
    expect(body.results.map(({ status }) => status)).toEqual(ids.map(() => 200));
    for (const id of ids) expect(stored(desk, id).problemId).toBe(body.problem.id);
    expect(stored(desk, body.problem.id).progress.detailsRounds).toBe(2);
    expect(desk.tickets.history(body.problem.id)[0]).toMatchObject({ payload: { quiet: true } });
    await come(desk, 2, 9);
    const again = await make(desk);
    expect(again.body.problem.id).toBe(body.problem.id);
    expect(again.body.results).toHaveLength(11);
  });

  it('says what the lead says', async () => {
    const desk = anOldDesk();
    await come(desk, 8);
    const { body } = await make(desk, { subject: 'PDF is down', description: 'Since noon.' }, once());
    expect(body.problem.subject).toBe('PDF is down');
    expect(desk.tickets.said(body.problem.id)).toMatchObject([{ bodyText: 'Since noon.' }]);
    expect(desk.world.once.size).toBe(1);
  });

  it('is one when two leads ask at once', async () => {
    const desk = anOldDesk();
    await come(desk, 8);
    const [one, other] = await Promise.all([make(desk), make(desk)]);
    expect(one?.body.problem.id).toBe(other?.body.problem.id);
    expect(desk.tickets.all().filter(({ type }) => type === 'problem')).toHaveLength(1);
  });

  it('has a place also when category and product have gone since', async () => {
    const desk = anOldDesk();
    await come(desk, 8);
    const settings = await desk.settings.current();
    desk.settings.set({
      categories: settings.categories.filter(({ id }) => id !== 'bug'),
      desk: { ...settings.desk, products: [] },
    });
    const { body } = await make(desk);
    expect(body.problem).toMatchObject({ category: 'other', product: null, subject: 'Problem: bug' });
  });

  it('is refused for an outbreak that there is not, to machines, and when others are always quicker', async () => {
    const desk = anOldDesk();
    await come(desk, 8);
    expect(await refusalOf(make(desk, {}, {}, 'obk_404'))).toMatchObject({
      name: 'OutbreakNotFound',
      kind: 'missing',
    });
    const [{ id } = { id: '' }] = await outbreaks(desk);
    const machine = makeProblem(described(desk))(aRequest(aMachine(), { params: { id }, body: {} }));
    expect(await refusalOf(machine)).toMatchObject({ kind: 'forbidden' });
    desk.tickets.failNext(...Array.from({ length: 6 }, outbreakChanged));
    expect(await refusalOf(make(desk))).toMatchObject({ name: 'OutbreakChanged' });
  });
});
