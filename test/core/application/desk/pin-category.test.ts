import { expect, it } from 'vitest';
import { pinCategory } from '../../../../lambdas/core/application/desk/pin-category.ts';
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
