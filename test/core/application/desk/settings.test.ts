import { describe, expect, it } from 'vitest';
import { getSettings, putSettings } from '../../../../lambdas/core/application/desk/settings.ts';
import type { SettingsKind } from '../../../../lambdas/core/domain/settings/kinds.ts';
import { aSettings } from '../../builders.ts';
import { aDesk, type Desk, refusalOf } from '../a-desk.ts';
import { aRequest, LENA } from '../requests.ts';

const get = (desk: Desk, kind: SettingsKind) => getSettings(desk)(aRequest(LENA, { params: { kind } }));
const put = (desk: Desk, kind: SettingsKind, body: unknown, ifMatch: number | null = null) =>
  putSettings(desk)(aRequest(LENA, { params: { kind }, body }, { ifMatch }));

const GROUPS = [
  { id: 'first-line', name: 'First line', line: 1, default: true },
  { id: 'billing', name: 'Billing', line: 1 },
  { id: 'second-line', name: 'Second line', line: 2 },
  { id: 'third-line', name: 'Third line', line: 3 },
];

describe('a settings document', () => {
  it('is read with its version, 0 while nobody has written it', async () => {
    const { body, version } = await get(aDesk(), 'groups');
    expect(version).toBe(0);
    expect(body).toHaveLength(4);
  });

  it('is replaced as a whole and answered as it is stored', async () => {
    const desk = aDesk();
    const { body, version } = await put(desk, 'desk', { name: 'Acme', closeAfterHours: 48 });
    expect(version).toBe(1);
    expect(body).toMatchObject({ name: 'Acme', closeAfterHours: 48, nudgeAfterHours: 48, products: [] });
    expect((await get(desk, 'desk')).body).toEqual(body);
  });

  it('is not replaced from an old version', async () => {
    const desk = aDesk();
    await put(desk, 'groups', GROUPS, 0);
    expect(await refusalOf(put(desk, 'groups', GROUPS, 0))).toMatchObject({
      name: 'VersionConflict',
      kind: 'stale',
    });
    expect((await put(desk, 'groups', GROUPS, 1)).version).toBe(2);
  });

  it('in the wrong shape is refused, every field by name', async () => {
    const desk = aDesk();
    const refusal = await refusalOf(put(desk, 'groups', [{ id: 'A', line: 7 }]));
    expect(refusal).toMatchObject({ name: 'InvalidInput', kind: 'invalid' });
    expect(refusal.problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/id$/),
        expect.stringMatching(/name$/),
        expect.stringMatching(/line$/),
      ]),
    );
    expect((await get(desk, 'groups')).version).toBe(0);
  });

  it('that takes tickets away from a pinned agent is refused, and so is a pin to somebody who takes none', async () => {
    const desk = aDesk();
    const pins = (agent: string) =>
      aSettings().categories.map((one) => (one.id === 'bug' ? { ...one, pinnedTo: agent } : one));
    const agents = (id: string) =>
      aSettings().agents.map((one) => (one.id === id ? { ...one, capacity: 0 } : one));
    await put(desk, 'categories', pins('agt_1'));
    await put(desk, 'agents', agents('agt_2'));
    const refused = async (kind: SettingsKind, document: unknown) =>
      (await refusalOf(put(desk, kind, document))).problems;
    expect(await refused('agents', agents('agt_1'))).toEqual([
      {
        path: 'categories[1].pinnedTo',
        message: '"agt_1" must take tickets: a capacity of 0 is none by routing',
      },
    ]);
    expect(await refused('categories', pins('agt_2'))).toEqual([
      {
        path: 'categories[1].pinnedTo',
        message: '"agt_2" must take tickets: a capacity of 0 is none by routing',
      },
    ]);
  });

  const nine: readonly [string, string] = ['09:00', '17:00'];
  const hours = (over: object) => [{ id: 'always', timeZone: 'UTC', week: { mon: [nine] }, ...over }];
  const policy = (over: object = {}) => ({ id: 'a', when: {}, schedule: 'always', targets: {}, ...over });
  it.each<[string, SettingsKind, unknown, string]>([
    [
      'intervals that overlap',
      'schedules',
      hours({ week: { mon: [nine, ['16:00', '18:00']] } }),
      'schedules[0].week.mon[1]',
    ],
    ['a zone that nobody knows', 'schedules', hours({ timeZone: 'Mars/Base' }), 'schedules[0].timeZone'],
    [
      'a day of no length',
      'schedules',
      hours({ week: { mon: [['09:00', '09:00']] } }),
      'schedules[0].week.mon[0]',
    ],
    ['no working time', 'schedules', hours({ week: {} }), 'schedules[0].week'],
    [
      'a target of nothing',
      'sla-policies',
      [policy({ targets: { resolution: 0 } })],
      'sla-policies[0].targets.resolution',
    ],
    ['a policy that is never reached', 'sla-policies', [policy(), policy({ id: 'b' })], 'sla-policies[1]'],
    [
      'a category that there is not',
      'sla-policies',
      [policy({ when: { category: 'x' } })],
      'sla-policies[0].when.category',
    ],
  ])('with %s is refused by path, and nothing is stored', async (_what, kind, body, path) => {
    const desk = aDesk();
    const refusal = await refusalOf(put(desk, kind, body));
    expect(refusal).toMatchObject({ name: 'InvalidInput', kind: 'invalid', problems: [{ path }] });
    expect((await get(desk, kind)).version).toBe(0);
  });

  it('that others refer to is not taken away from under them', async () => {
    const refusal = await refusalOf(put(aDesk(), 'groups', GROUPS.slice(0, 1)));
    expect(refusal.problems.length).toBeGreaterThan(0);
    expect(refusal.problems.map(({ path }) => path).join()).toMatch(/agents.*groups/);
  });

  it.each([
    ['an open tag', { subject: 'Hello {{name' }],
    ['an open section', { text: '{{#name}}Hello' }],
    ['a section closed by another name', { html: '<p>{{#name}}Hello{{/number}}</p>' }],
  ])('of templates with %s is refused, so that no mail is lost to it', async (_what, template) => {
    const refusal = await refusalOf(put(aDesk(), 'templates', [{ id: 'reply', locale: 'en', ...template }]));
    const [part] = Object.keys(template);
    expect(refusal.problems).toMatchObject([
      { message: 'must be mustache: a tag or a section is left open' },
    ]);
    expect(refusal.problems[0]?.path).toMatch(new RegExp(`${part}$`));
  });
});
