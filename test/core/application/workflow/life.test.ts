import { describe, expect, it } from 'vitest';
import { aSettings } from '../../builders.ts';
import { escalate, giveBack, open, patch, rate, reply, spam, write } from './actors.ts';
import { aLifecycle, type Fate, type Lifecycle, unquiet } from './harness.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

const types = (life: Lifecycle, ticket: string): readonly string[] =>
  life.history(ticket).map(({ type }) => type);
const count = (list: readonly string[], what: string): number => list.filter((one) => one === what).length;

/** To its end, or a month at most. */
const toTheEnd = async (life: Lifecycle, ticket: string): Promise<void> => {
  for (let days = 0; days < 31 && life.ticket(ticket).status !== 'closed'; days += 1) await life.pass(DAY);
  expect(life.ticket(ticket).status).toBe('closed');
  expect(life.ports.world.waits.get(ticket)).toBeUndefined();
  const { generation } = life.ticket(ticket);
  expect(await life.machine.statusOf(`${ticket}-${generation}`)).toBe('SUCCEEDED');
};

describe('an ordinary ticket', () => {
  const NINE = [
    'Analyse',
    'What now',
    'Assign line',
    'Await moment',
    'What now',
    'Await survey',
    'Offer survey',
    'Await rating',
    'Close',
  ];

  it('enters nine states between its opening and its end', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await life.pass(HOUR);
    await reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
    await life.pass(DAY + 1);
    await rate(life, ticket, 'good');
    await toTheEnd(life, ticket);
    expect(life.machine.entered).toEqual(NINE);
    expect(life.ticket(ticket)).toMatchObject({ assigneeId: 'agt_1', satisfaction: { status: 'good' } });
    expect(life.mails()).toEqual([
      'acknowledgement to maria@example.com',
      'assigned to anna@desk.example',
      'reply to maria@example.com',
      'survey to maria@example.com',
    ]);
  });

  it('costs no more for being talked about', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await reply(life, ticket, 'Which file is it?');
    await write(life, ticket, 'The big one.');
    await reply(life, ticket, 'Thank you, I look into it.');
    await reply(life, ticket, 'For Boris: looks like the cache.', { public: false });
    await reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
    await write(life, ticket, 'Thank you very much!');
    await toTheEnd(life, ticket);
    expect(life.machine.entered).toEqual(NINE);
  });

  it('with reminders enters two states more for each, fourteen at most', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await life.pass(7 * HOUR);
    await reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
    await toTheEnd(life, ticket);
    expect(count(types(life, ticket), 'sla.reminded')).toBe(2);
    expect(life.machine.entered).toHaveLength(13);
    expect(count(life.mails(), 'reminder to anna@desk.example')).toBe(2);
  });

  it('notices a deadline that moved later only when the old one comes', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await reply(life, ticket, 'I look into it.');
    await life.pass(5 * HOUR);
    expect(life.machine.entered.slice(-2)).toEqual(['Act on moment', 'Await moment']);
    expect(types(life, ticket)).not.toContain('sla.reminded');
  });

  it('that nobody answers is reminded of, breached and brought to the lead, once each', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await life.pass(13 * HOUR);
    const told = types(life, ticket).filter((type) => type.startsWith('sla.'));
    expect(told).toEqual(['sla.reminded', 'sla.reminded', 'sla.breached', 'sla.attention']);
    const mails = life.mails().slice(2);
    expect(mails.slice(0, 2)).toEqual(Array(2).fill('reminder to anna@desk.example'));
    expect(mails.slice(2, 4).toSorted()).toEqual([
      'breach to anna@desk.example',
      'breach to lena@desk.example',
    ]);
    expect(mails.slice(4)).toEqual(['attention to lena@desk.example']);
  });
});

describe('a ticket that lacks details', () => {
  const bug = { category: 'bug', description: 'It is broken.' };

  it('is asked for them, analysed again when they come, and goes on', async () => {
    const life = aLifecycle();
    const ticket = await open(life, bug);
    expect(life.ticket(ticket)).toMatchObject({
      status: 'pending',
      line: 1,
      groupId: 'first-line',
      assigneeId: 'agt_1',
      missingDetails: ['version', 'steps'],
      promises: { firstReplyAt: null, resolutionAt: null },
    });
    expect(life.machine.entered).toEqual([
      'Analyse',
      'What now',
      'Ask for details',
      'What now',
      'Assign line',
      'Await moment',
    ]);
    await life.pass(10 * HOUR);
    await write(life, ticket, 'Version: 5.2\n\nSteps: press export');
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', missingDetails: [] });
    expect(life.machine.entered.slice(6)).toEqual(['What now', 'Analyse', 'What now', 'Await moment']);
    expect(life.ticket(ticket).promises.firstReplyAt).not.toBeNull();
    expect(types(life, ticket)).not.toContain('sla.reminded');
    await reply(life, ticket, 'Fixed.', { status: 'solved' });
    await toTheEnd(life, ticket);
  });

  it('opens in its line when nobody answers in time', async () => {
    const life = aLifecycle();
    const ticket = await open(life, bug);
    await life.pass(48 * HOUR + 1);
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', missingDetails: ['version', 'steps'] });
    expect(life.history(ticket)).toContainEqual(
      expect.objectContaining({
        type: 'ticket.details-waived',
        payload: expect.objectContaining({ missing: ['version', 'steps'], reason: 'time' }),
      }),
    );
    expect(count(life.mails(), 'details-request to maria@example.com')).toBe(1);
  });

  it('is asked twice at most, then goes on with what is known', async () => {
    const life = aLifecycle();
    const ticket = await open(life, bug);
    await write(life, ticket, 'Version: 5.2');
    expect(life.ticket(ticket)).toMatchObject({ status: 'pending', missingDetails: ['steps'] });
    await write(life, ticket, 'I have no idea what you mean.');
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', missingDetails: ['steps'] });
    expect(count(types(life, ticket), 'ticket.details-requested')).toBe(2);
    expect(life.history(ticket)).toContainEqual(
      expect.objectContaining({ payload: { missing: ['steps'], reason: 'rounds' } }),
    );
    expect(life.waitsIn(ticket)).toBe('Await moment');
  });

  it('waits on, asked once, while its requester only promises them, and goes on with the answer', async () => {
    const life = aLifecycle();
    const ticket = await open(life, bug);
    const { length } = life.machine.entered;
    await life.pass(10 * HOUR);
    for (const words of ['I will look', 'Сейчас посмотрю и напишу', 'thanks', 'ok'])
      await write(life, ticket, words);
    expect(life.ticket(ticket)).toMatchObject({ status: 'pending', progress: { detailsRounds: 1 } });
    expect(life.machine.entered).toHaveLength(length);
    expect(count(life.mails(), 'details-request to maria@example.com')).toBe(1);
    expect(life.mails().filter((mail) => mail.startsWith('requester-comment'))).toEqual([]);
    await write(life, ticket, 'Version: 5.2\n\nSteps: press export');
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', missingDetails: [] });
    expect(life.machine.entered.slice(length)).toEqual(['What now', 'Analyse', 'What now', 'Await moment']);
    await reply(life, ticket, 'Fixed.', { status: 'solved' });
    await toTheEnd(life, ticket);
  });

  it('opens at its time when nothing but a promise has come', async () => {
    const life = aLifecycle();
    const ticket = await open(life, bug);
    await life.pass(47 * HOUR);
    await write(life, ticket, 'I will look.');
    await life.pass(HOUR - 1);
    expect(life.ticket(ticket).status).toBe('pending');
    await life.pass(2);
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', missingDetails: ['version', 'steps'] });
    expect(count(types(life, ticket), 'ticket.details-waived')).toBe(1);
  });

  it('is asked nothing more by a promise after somebody has opened it by hand', async () => {
    const life = aLifecycle();
    const ticket = await open(life, bug);
    await patch(life, ticket, { status: 'open' });
    await write(life, ticket, 'I will look.');
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', progress: { detailsRounds: 1 } });
    expect(count(life.mails(), 'details-request to maria@example.com')).toBe(1);
    await write(life, ticket, 'Version: 5.2\n\nSteps: press export');
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', missingDetails: [] });
  });

  it('is not held when it is about money or urgent', async () => {
    const life = aLifecycle();
    const payment = await open(life, { category: 'payments' });
    const urgent = await open(life, { ...bug, priority: 'urgent' });
    expect([life.ticket(payment).status, life.ticket(urgent).status]).toEqual(['new', 'new']);
  });
});

describe('a ticket that is opened again goes back to where it is worked on', () => {
  it.each([
    ['while the survey is not yet due', 'Await survey', HOUR],
    ['while the requester may rate', 'Await rating', DAY + 1],
  ])('%s', async (_when, state, minutes) => {
    const life = aLifecycle();
    const ticket = await open(life);
    await reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
    await life.pass(minutes);
    expect(life.waitsIn(ticket)).toBe(state);
    await write(life, ticket, 'It still stops.');
    expect(life.waitsIn(ticket)).toBe('Await moment');
    expect(life.ticket(ticket).status).toBe('open');
    await reply(life, ticket, 'And now?', { status: 'solved' });
    await toTheEnd(life, ticket);
    expect(life.machine.statuses.map(({ status }) => status)).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  it('from pending without leaving its wait', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await reply(life, ticket, 'Which file?', { status: 'pending' });
    await write(life, ticket, 'The big one.');
    expect(life.ticket(ticket).status).toBe('open');
    expect(life.waitsIn(ticket)).toBe('Await moment');
  });

  it('and the survey that nobody had answered is withdrawn', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
    await life.pass(DAY + 1);
    await write(life, ticket, 'It still stops.');
    expect(types(life, ticket).slice(-2)).toEqual(['ticket.reopened', 'satisfaction.withdrawn']);
  });
});

describe('a ticket that waits for its requester', () => {
  it('is nudged once, solved by time with a mail that says so, and closed without a survey', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await reply(life, ticket, 'Which file?', { status: 'pending' });
    await life.pass(48 * HOUR + 1);
    expect(life.mails().at(-1)).toBe('nudge to maria@example.com');
    await life.pass(5 * DAY);
    expect(life.ticket(ticket).status).toBe('solved');
    expect(life.mails().at(-1)).toBe('auto-solved to maria@example.com');
    await toTheEnd(life, ticket);
    expect(count(types(life, ticket), 'ticket.nudged')).toBe(1);
    expect(types(life, ticket)).not.toContain('satisfaction.offered');
  });
});

describe('a ticket that is given to others', () => {
  it('finds its specialist on the next line, and goes back to whom it came from', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await escalate(life, ticket, 'needs the server logs');
    expect(life.ticket(ticket)).toMatchObject({ line: 2, assigneeId: 'agt_2' });
    await giveBack(life, ticket, 'found nothing');
    expect(life.ticket(ticket)).toMatchObject({ line: 1, assigneeId: 'agt_1' });
    expect(life.ports.world.loads.get('agt_2')?.open).toBe(0);
  });

  it('stays with its group when nobody is free, and goes on', async () => {
    const agents = aSettings().agents.map((agent) => ({ ...agent, capacity: 1 }));
    const life = aLifecycle(aSettings({ agents }));
    const tickets = [await open(life), await open(life), await open(life)];
    expect(tickets.map((ticket) => life.ticket(ticket).assigneeId)).toEqual(['agt_1', 'agt_lead', null]);
    expect(life.waitsIn(tickets[2] ?? '')).toBe('Await moment');
  });

  it('is not given to an agent who has left the line that the group is on', async () => {
    const agents = aSettings().agents.map((agent) =>
      agent.id === 'agt_1' ? { ...agent, lines: [2 as const] } : { ...agent, capacity: 0 },
    );
    const life = aLifecycle(aSettings({ agents }));
    const ticket = await open(life);
    expect(life.ticket(ticket).assigneeId).toBeNull();
    expect(life.waitsIn(ticket)).toBe('Await moment');
  });
});

describe('spam', () => {
  it.each([
    ['at once', 0],
    ['long after', 30 * HOUR],
  ])('ends the workflow, and a ticket that was none gets a new one %s', async (_when, minutes) => {
    const life = aLifecycle();
    const ticket = await open(life);
    await spam(life, ticket, { undo: false });
    expect(await life.machine.statusOf(`${ticket}-1`)).toBe('SUCCEEDED');
    expect(life.machine.entered.slice(-2)).toEqual(['What now', 'Finished']);
    await life.pass(minutes);
    await life.sweepLater();
    expect(life.ports.world.waits.get(ticket)).toBeUndefined();
    await spam(life, ticket, { undo: true });
    expect(life.waitsIn(ticket)).toBe('Await moment');
    expect(await life.machine.statusOf(`${ticket}-2`)).toBe('RUNNING');
    await reply(life, ticket, 'Sorry for the wait.', { status: 'solved' });
    await toTheEnd(life, ticket);
  });

  it('is never asked for details nor given to an agent, however quickly it was seen', async () => {
    const life: Lifecycle = aLifecycle(aSettings(), {
      fate: async ({ state, when, ticketId }): Promise<Fate> => {
        if (state === 'Ask for details' && when === 'before')
          await spam(unquiet(life), ticketId, { undo: false });
        return 'lives';
      },
    });
    const ticket = await open(life, { category: 'bug', description: 'Buy now!' });
    expect(life.ticket(ticket)).toMatchObject({ spam: true, status: 'new', assigneeId: null });
    expect(life.mails()).toEqual(['acknowledgement to maria@example.com']);
    expect(life.machine.entered.at(-1)).toBe('Finished');
  });
});

describe('an execution that has grown old', () => {
  it('hands over to the next generation wherever it waits', async () => {
    const settings = aSettings({
      'sla-policies': [],
      desk: { closeAfterHours: 8760, surveyAfterHours: 8000 },
    });
    const life = aLifecycle(settings);
    const [working, surveyed, rated] = [await open(life), await open(life), await open(life)];
    await life.pass(300 * DAY);
    await reply(life, surveyed, 'Try version 5.2.', { status: 'solved' });
    await patch(life, rated, { status: 'solved' });
    expect([working, surveyed, rated].map((ticket) => life.ticket(ticket).generation)).toEqual([1, 1, 1]);
    await life.pass(31 * DAY);
    expect([working, surveyed, rated].map((ticket) => life.ticket(ticket).generation)).toEqual([2, 2, 2]);
    expect([working, surveyed, rated].map(life.waitsIn)).toEqual([
      'Await moment',
      'Await survey',
      'Await survey',
    ]);
    expect(life.machine.entered.length).toBeLessThan(60);
    await life.pass(330 * DAY);
    expect(life.waitsIn(rated)).toBe('Await rating');
    await life.pass(40 * DAY);
    expect([surveyed, rated].map((ticket) => life.ticket(ticket).status)).toEqual(['closed', 'closed']);
    expect(life.machine.statuses.filter(({ status }) => status === 'FAILED')).toEqual([]);
  });
});
