import { describe, expect, it } from 'vitest';
import { hearOfIssue } from '../../../../lambdas/core/application/issues/hear-of-issue.ts';
import type { Webhook } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { hoursAfter } from '../../builders.ts';
import { answeredWith } from '../../fakes/issues.ts';
import { type Desk, refusalOf, stored, types } from '../a-desk.ts';
import { aRequest } from '../requests.ts';
import { ask, aTrackedDesk, deliver, tokenOf, waitingIn } from './a-tracker.ts';

const tell = (desk: Desk, token: string, body: Record<string, unknown>) =>
  hearOfIssue(desk)(aRequest({ kind: 'public' }, { params: { token }, body }));

const told = async (webhook: Partial<Webhook> = {}) => {
  const desk = aTrackedDesk(webhook);
  const id = await waitingIn(desk);
  await deliver(desk, id);
  return { desk, id, token: tokenOf(desk) };
};

describe('the callback of a tracker', () => {
  it('sets when a fix is expected, and opens the ticket again with its agent when it is there', async () => {
    const { desk, id, token } = await told();
    const expectedFixAt = hoursAfter(48);
    expect((await tell(desk, token, { state: 'in-progress', expectedFixAt })).body).toEqual({
      state: 'in-progress',
      expectedFixAt,
      detail: null,
    });
    expect(stored(desk, id)).toMatchObject({ status: 'on-hold', promises: { expectedFixAt } });
    expect(types(desk, id)).toContain('sla.promised');
    expect((await tell(desk, token, { state: 'done', comment: 'In 5.3.' })).body).toEqual({
      state: 'done',
      expectedFixAt: null,
      detail: null,
    });
    expect(stored(desk, id)).toMatchObject({ status: 'open', assigneeId: 'agt_1' });
    const last = desk.tickets.history(id).at(-1);
    expect(last?.actor).toEqual({ kind: 'machine', id: 'jira' });
  });

  it('changes nothing when it comes again, also at the same moment', async () => {
    const { desk, id, token } = await told();
    const said = { state: 'in-progress', comment: 'On it.' };
    await Promise.all([tell(desk, token, said), tell(desk, token, said)]);
    const { version } = stored(desk, id);
    expect((await tell(desk, token, said)).body).toMatchObject({ state: 'in-progress' });
    expect(stored(desk, id).version).toBe(version);
    expect(types(desk, id).filter((type) => type === 'ticket.issue-changed')).toHaveLength(1);
  });

  it('is taken at its word when it comes back to what it said before', async () => {
    const { desk, id, token } = await told();
    const [first, second] = [hoursAfter(48), hoursAfter(96)];
    for (const expectedFixAt of [first, second, first]) await tell(desk, token, { expectedFixAt });
    expect(stored(desk, id).promises.expectedFixAt).toBe(first);
    for (const _ of [1, 2]) {
      await tell(desk, token, { state: 'in-progress' });
      expect(stored(desk, id).issue?.state).toBe('in-progress');
      await tell(desk, token, { state: 'done', comment: 'In 5.3.' });
      expect(stored(desk, id)).toMatchObject({ status: 'open', issue: { state: 'done' } });
      desk.tickets.seed({ ...stored(desk, id), status: 'on-hold' });
    }
    const words = [...desk.world.comments.values()].flat().filter(({ bodyText }) => bodyText.includes('5.3'));
    expect(words).toHaveLength(1);
  });

  it('that is nothing new leaves the ticket as it is, words or not', async () => {
    const { desk, id, token } = await told();
    await tell(desk, token, { state: 'in-progress', expectedFixAt: hoursAfter(48) });
    const { version } = stored(desk, id);
    await tell(desk, token, { expectedFixAt: hoursAfter(48), state: 'in-progress' });
    await tell(desk, token, { state: 'in-progress' });
    expect(stored(desk, id).version).toBe(version);
  });

  it('is heard in the words of the tracker, where the settings say how', async () => {
    const { desk, id, token } = await told({
      callback: {
        state: '/issue/state_reason',
        inProgress: [],
        done: ['completed'],
        rejected: ['not_planned'],
        expectedFixAt: '/issue/milestone/due_on',
      },
    });
    await tell(desk, token, { action: 'milestoned', issue: { milestone: { due_on: hoursAfter(72) } } });
    expect(stored(desk, id).promises.expectedFixAt).toBe(hoursAfter(72));
    await tell(desk, token, { action: 'closed', issue: { state_reason: 'not_planned' } });
    expect(stored(desk, id)).toMatchObject({ status: 'open', issue: { state: 'rejected' } });
  });

  it('opens for no token of another purpose, damaged or made up', async () => {
    const { desk, id, token } = await told();
    const issueId = stored(desk, id).issue?.id ?? '';
    const others = await Promise.all([
      desk.seals.seal('page', `${id} ${issueId}`),
      desk.seals.seal('rating', `${id} ${issueId}`),
      desk.seals.seal('issue', `${id} iss_other`),
      desk.seals.seal('issue', `tkt_01JBN0000000000000000000ZZ ${issueId}`),
      desk.seals.seal('issue', id),
    ]);
    for (const wrong of [...others, `${token}x`, token.slice(1), 'nothing']) {
      const refused = await refusalOf(tell(desk, wrong, { state: 'done' }));
      expect(refused).toMatchObject({ name: 'LinkEnded', kind: 'missing' });
    }
    expect(stored(desk, id).issue?.state).toBe('opened');
  });

  it('ends when the ticket waits for another issue, and with the links of the ticket', async () => {
    const { desk, id, token } = await told();
    await tell(desk, token, { state: 'rejected' });
    desk.webhooks.answerNext(answeredWith(201, { key: 'OPS-2' }));
    await ask(desk);
    await deliver(desk, id);
    expect((await refusalOf(tell(desk, token, { state: 'done' }))).name).toBe('LinkEnded');
    const late = tokenOf(desk);
    desk.tickets.seed({ ...stored(desk, id), status: 'closed', closedAt: desk.clock.now() });
    desk.clock.advance(91 * 86_400_000);
    expect((await refusalOf(tell(desk, late, { state: 'done' }))).name).toBe('LinkEnded');
  });

  it.each(['solved', 'closed'] as const)(
    'about a ticket that is %s is a note for agents, and says so',
    async (status) => {
      const { desk, id, token } = await told();
      const closedAt = status === 'closed' ? desk.clock.now() : null;
      desk.tickets.seed({ ...stored(desk, id), status, closedAt });
      const expectedFixAt = hoursAfter(48);
      const { body } = await tell(desk, token, { expectedFixAt });
      expect(body).toMatchObject({ state: 'opened', expectedFixAt: null });
      expect(body.detail).toContain(`The ticket is ${status}: `);
      const notes = () => (desk.world.comments.get(id) ?? []).map(({ bodyText }) => bodyText);
      expect(notes().at(-1)).toMatch(
        /expected by November 4, 2026 at .*The requester is not told: the ticket was solved/,
      );
      expect(types(desk, id)).not.toContain('sla.promised');
      expect(stored(desk, id).status).toBe(status);

      // Trackers tell the due date with whatever else they tell.
      const { version } = stored(desk, id);
      await tell(desk, token, { expectedFixAt });
      expect(stored(desk, id).version).toBe(version);
      await tell(desk, token, { expectedFixAt: hoursAfter(72), comment: 'Later.' });
      expect(notes().at(-1)).toMatch(/November 5.*Later\./s);
      expect((await refusalOf(tell(desk, token, { expectedFixAt: '2020-01-01' }))).name).toBe('InvalidInput');
      await tell(desk, token, { state: 'done', expectedFixAt });
      expect(stored(desk, id)).toMatchObject({ status, issue: { state: 'done' } });
    },
  );

  it('names every wrong word of ours, and keeps nothing', async () => {
    const { desk, id, token } = await told();
    const refused = await refusalOf(tell(desk, token, { state: 'ready', expectedFixAt: 'soon' }));
    expect(refused.problems.map(({ path }) => path)).toEqual(['state', 'expectedFixAt']);
    for (const expectedFixAt of ['2020-01-01', '2027-02-30T10:00:00Z', '9999-12-31']) {
      const no = await refusalOf(
        tell(desk, token, { state: 'in-progress', comment: 'Soon.', expectedFixAt }),
      );
      expect(no.problems.map(({ path }) => path)).toEqual(['expectedFixAt']);
    }
    expect(stored(desk, id).promises.expectedFixAt).toBeNull();
    expect(stored(desk, id).issue?.state).toBe('opened');
  });
});
