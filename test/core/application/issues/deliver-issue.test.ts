import { describe, expect, it } from 'vitest';
import { hearOfIssue } from '../../../../lambdas/core/application/issues/hear-of-issue.ts';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import { hoursAfter } from '../../builders.ts';
import { answeredWith } from '../../fakes/issues.ts';
import { type Desk, once, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { aRequest } from '../requests.ts';
import { ask, aTrackedDesk, deliver, tokenOf, waitingIn } from './a-tracker.ts';

const notesOf = (desk: Desk, id: string): readonly string[] =>
  [...desk.world.comments.values()]
    .flat()
    .filter((comment) => comment.ticketId === id && !comment.public)
    .map(({ visibleText }) => visibleText);

describe('asking developers', () => {
  it('is accepted with the ticket on hold, and sends nothing by itself', async () => {
    const desk = aTrackedDesk();
    seeded(desk, { status: 'open' });
    const { body, status } = await ask(desk);
    expect(status).toBe(202);
    expect(body).toMatchObject({
      status: 'on-hold',
      issue: { target: 'jira', state: 'asked', reference: null, url: null },
    });
    expect(desk.webhooks.sent).toEqual([]);
  });

  it('goes to the first of several unless one is named', async () => {
    const desk = aTrackedDesk({}, { id: 'github' });
    seeded(desk, { status: 'open' });
    const { body } = await ask(desk, { target: 'github' });
    expect(body.issue?.target).toBe('github');
    const refused = await refusalOf(ask(desk, { target: 'gitlab' }));
    expect(refused.problems).toEqual([{ path: 'target', message: 'must be one of jira, github' }]);
  });

  it('needs somebody to ask', async () => {
    const desk = aTrackedDesk();
    desk.settings.set({ webhooks: [] });
    seeded(desk);
    expect((await refusalOf(ask(desk))).problems).toMatchObject([{ path: 'target' }]);
  });

  it('answers a repetition from what is kept', async () => {
    const desk = aTrackedDesk();
    const { id } = seeded(desk, { status: 'open' });
    await ask(desk, {}, once());
    expect(await desk.once.find('scope')).toMatchObject({ answer: { status: 202 } });
    expect(types(desk, id).filter((type) => type === 'ticket.issue-asked')).toHaveLength(1);
  });
});

describe('delivering', () => {
  it('tells the tracker in the words of the settings, and the ticket what the tracker calls it', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    desk.webhooks.answerNext(answeredWith(201, { key: 'OPS-42' }));
    await deliver(desk, id);
    const [request] = desk.webhooks.sent;
    expect(request).toMatchObject({
      id: stored(desk, id).issue?.id,
      url: 'https://acme.example/rest/api/3/issue',
      method: 'POST',
      signingSecret: 'signing',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      summary: '[#1001] The export stops half way',
      text: 'the renderer crashes',
      back: expect.stringMatching(/^https:\/\/desk\.example\/c\/[\w.-]+$/),
    });
    expect(stored(desk, id)).toMatchObject({
      status: 'on-hold',
      issue: { state: 'opened', reference: 'OPS-42', url: 'https://acme.example/browse/OPS-42' },
    });
    expect(notesOf(desk, id)).toEqual([expect.stringContaining('Jira: OPS-42 · https://acme.example')]);
    expect(await desk.seals.open('page', tokenOf(desk))).toBeNull();
  });

  it('makes one issue, however often the event comes', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    await deliver(desk, id);
    await deliver(desk, id);
    const both = await Promise.allSettled([deliver(desk, id), deliver(desk, id)]);
    expect(both.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(desk.webhooks.sent).toHaveLength(1);
    expect(notesOf(desk, id)).toHaveLength(1);
  });

  it('is one at a time', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    const both = await Promise.allSettled([deliver(desk, id), deliver(desk, id)]);
    expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { name: 'IssueClaimed' } },
    ]);
    expect(desk.webhooks.sent).toHaveLength(1);
  });

  it('tells the ticket what was made by an attempt that died before it could', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    const of = { ticketId: id, issueId: stored(desk, id).issue?.id ?? '' };
    await desk.issueClaims.claim(of, desk.clock.now());
    await desk.issueClaims.complete(of, { reference: 'OPS-9', url: null });
    await deliver(desk, id);
    expect(desk.webhooks.sent).toEqual([]);
    expect(stored(desk, id).issue).toMatchObject({ state: 'opened', reference: 'OPS-9' });
  });

  it('takes the name from a tracker that called back before it answered', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    const { send } = desk.webhooks;
    desk.webhooks.send = async (request) => {
      const answer = await send(request);
      await hearOfIssue(desk)(
        aRequest(
          { kind: 'public' },
          { params: { token: tokenOf(desk) }, body: { state: 'in-progress', expectedFixAt: hoursAfter(48) } },
        ),
      );
      return answer;
    };
    await deliver(desk, id);
    await deliver(desk, id);
    expect(stored(desk, id)).toMatchObject({
      status: 'on-hold',
      issue: { state: 'in-progress', reference: 'OPS-1', url: 'https://acme.example/browse/OPS-1' },
      promises: { expectedFixAt: hoursAfter(48) },
    });
    expect(types(desk, id).filter((type) => type === 'ticket.issue-opened')).toHaveLength(1);
    expect(desk.webhooks.sent).toHaveLength(1);
  });

  it('keeps the name also when the attempt died after the callback, and sends nothing again', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    const of = { ticketId: id, issueId: stored(desk, id).issue?.id ?? '' };
    const { issue } = stored(desk, id);
    desk.tickets.seed({ ...stored(desk, id), issue: issue && { ...issue, state: 'in-progress' } });
    await deliver(desk, id);
    expect(stored(desk, id).issue).toMatchObject({ state: 'in-progress', reference: null });
    await desk.issueClaims.complete(of, { reference: 'OPS-9', url: null });
    await deliver(desk, id);
    expect(stored(desk, id).issue).toMatchObject({ state: 'in-progress', reference: 'OPS-9' });
    expect(desk.webhooks.sent).toEqual([]);
  });

  it('is tried again while the tracker is away; at the third time the ticket knows', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    desk.webhooks.answerNext(...[1, 2, 3].map(() => answeredWith(503, null, 'Down for maintenance')));
    for (const _ of [1, 2]) {
      expect((await refusalOf(deliver(desk, id))).name).toBe('IssueNotSent');
      expect(stored(desk, id)).toMatchObject({ status: 'on-hold', issue: { state: 'asked' } });
      // The event may come twice, which is no attempt.
      for (const _ of [1, 2]) expect((await refusalOf(deliver(desk, id))).name).toBe('IssueClaimed');
      desk.clock.advance(60_000);
    }
    expect((await refusalOf(deliver(desk, id))).name).toBe('IssueNotSent');
    expect(stored(desk, id)).toMatchObject({
      status: 'open',
      assigneeId: 'agt_1',
      issue: { state: 'unsent' },
    });
    expect(notesOf(desk, id)).toEqual([
      'The issue could not be sent to Jira: it answered 503.\n\nDown for maintenance\n\n' +
        'When that is mended, ask again: POST /v1/tickets/1001/issue',
    ]);
    // An operator sends it back.
    desk.clock.advance(60_000);
    await deliver(desk, id);
    expect(stored(desk, id)).toMatchObject({
      status: 'on-hold',
      issue: { state: 'opened', reference: 'OPS-1' },
    });
  });

  it('is not tried again when the tracker says no', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    desk.webhooks.answerNext(answeredWith(422));
    await deliver(desk, id);
    desk.clock.advance(60_000);
    await deliver(desk, id);
    expect(desk.webhooks.sent).toHaveLength(1);
    expect(stored(desk, id)).toMatchObject({ status: 'open', issue: { state: 'unsent' } });
    expect(types(desk, id)).toContain('ticket.issue-failed');
  });

  it('says that the webhook is gone', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    desk.settings.set({ webhooks: [] });
    await deliver(desk, id);
    expect(notesOf(desk, id)[0]).toContain('sent to jira: it is in the settings no more');
  });

  it('lets what is no answer of the tracker be tried again, without a word on the ticket', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    desk.webhooks.answerNext(throttled('The secret store'));
    expect((await refusalOf(deliver(desk, id))).name).toBe('Throttled');
    expect(stored(desk, id).issue?.state).toBe('asked');
    desk.clock.advance(60_000);
    await deliver(desk, id);
    expect(stored(desk, id).issue?.state).toBe('opened');
  });

  it('drops what the ticket does not wait for any more', async () => {
    const desk = aTrackedDesk();
    const id = await waitingIn(desk);
    const first = deliver.bind(null, desk, id);
    desk.webhooks.answerNext(answeredWith(400));
    await first();
    const before = desk.tickets.history(id).find(({ type }) => type === 'ticket.issue-asked');
    await ask(desk);
    const { deliverIssue } = await import('../../../../lambdas/core/application/issues/deliver-issue.ts');
    if (before !== undefined) await deliverIssue(desk)(before);
    expect(desk.webhooks.sent).toHaveLength(1);
  });
});
