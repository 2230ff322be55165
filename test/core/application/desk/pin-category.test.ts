import { expect, it } from 'vitest';
import { pinCategory } from '../../../../lambdas/core/application/desk/pin-category.ts';
import type { Agent } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { anAgent } from '../../builders.ts';
import { aDesk, type Desk, refusalOf } from '../a-desk.ts';
import { aRequest, LENA } from '../requests.ts';

const pin = (desk: Desk, category: string, assigneeId: string | null) =>
  pinCategory(desk)(aRequest(LENA, { params: { category }, body: { assigneeId } }));
const pinOf = async (desk: Desk, id: string) =>
  (await desk.settings.current()).categories.find((category) => category.id === id)?.pinnedTo ?? null;

it('a category is pinned to an agent of its line, and let go again', async () => {
  const desk = aDesk();
  expect((await pin(desk, 'bug', 'agt_1')).body).toEqual({ category: 'bug', pinnedTo: 'agt_1' });
  expect(await pinOf(desk, 'bug')).toBe('agt_1');
  expect(await pinOf(desk, 'other')).toBeNull();
  await pin(desk, 'bug', null);
  expect(await pinOf(desk, 'bug')).toBeNull();
});

it.each([
  ['an admin', { role: 'admin' }, 'must take tickets: an admin gets none by routing'],
  ['somebody of capacity 0', { capacity: 0 }, 'must take tickets: a capacity of 0 is none by routing'],
  ['somebody of another line too', { capacity: 0, lines: [2] }, 'must be an agent of line 1'],
] satisfies readonly (readonly [string, Partial<Agent>, string])[])(
  '%s, whom routing gives nothing, is refused',
  async (_who, parts, message) => {
    const desk = aDesk({ agents: [anAgent(parts)] });
    expect((await refusalOf(pin(desk, 'bug', 'agt_1'))).problems).toEqual([{ path: 'assigneeId', message }]);
    expect(await pinOf(desk, 'bug')).toBeNull();
  },
);

it('a lead who takes tickets is as good as anybody', async () => {
  const desk = aDesk({ agents: [anAgent({ role: 'lead', capacity: 3 })] });
  expect((await pin(desk, 'bug', 'agt_1')).body.pinnedTo).toBe('agt_1');
});

it('a pin that is there can be let go whatever became of its agent', async () => {
  const desk = aDesk();
  await pin(desk, 'bug', 'agt_1');
  const { version } = await desk.settings.read('agents');
  await desk.settings.replace('agents', [anAgent({ capacity: 0 })], version);
  expect((await pin(desk, 'bug', null)).body.pinnedTo).toBeNull();
});

it('a category that is not there, and an agent who can not have its tickets, are refused', async () => {
  const desk = aDesk();
  expect(await refusalOf(pin(desk, 'nothing', 'agt_1'))).toMatchObject({ name: 'CategoryNotFound' });
  for (const [agent, message] of [
    ['agt_9', 'must be the id of an agent'],
    ['agt_2', 'must be an agent of line 1'],
  ] as const)
    expect((await refusalOf(pin(desk, 'bug', agent))).problems).toEqual([{ path: 'assigneeId', message }]);
  expect(await pinOf(desk, 'bug')).toBeNull();
});
