import { describe, expect, it } from 'vitest';
import { putSettings } from '../../../../lambdas/core/application/desk/settings.ts';
import { followSettings } from '../../../../lambdas/core/application/workflow/follow-settings.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import { hoursAfter } from '../../builders.ts';
import { aRequest, LENA } from '../requests.ts';
import { open } from './actors.ts';
import { aLifecycle, type Lifecycle } from './harness.ts';

const HOUR = 60;

const promise = async (life: Lifecycle, minutes: number): Promise<void> => {
  const policies = [{ id: 'standard', when: {}, schedule: 'always', targets: { 'first-reply': minutes } }];
  await putSettings(life.ports)(
    aRequest(LENA, { params: { kind: 'sla-policies' as const }, body: policies }),
  );
};

const round = async (life: Lifecycle, follow = followSettings(life.ports)): Promise<number> => {
  const settings = await life.ports.settings.current();
  const { followed } = await follow({ correlationId: 'cor_round', settings });
  await life.quiet();
  return followed;
};

describe('the round that brings open tickets under changed settings', () => {
  it('moves what is promised, and wakes whoever would sleep too long', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    expect(life.ticket(ticket).nextMomentAt).toBe(hoursAfter(4));
    await promise(life, 180);
    expect(await round(life)).toBe(1);
    expect(life.ticket(ticket)).toMatchObject({ urgentAt: hoursAfter(3), nextMomentAt: hoursAfter(1.5) });
    await life.pass(3 * HOUR + 1);
    expect(life.history(ticket).map(({ type }) => type)).toContain('sla.breached');
    expect(life.mails()).toContain('breach to anna@desk.example');
  });

  it('tells requesters of a later time once', async () => {
    const life = aLifecycle();
    await open(life);
    await promise(life, 900);
    for (let times = 0; times < 3; times += 1) await round(life);
    expect(life.mails().filter((mail) => mail.startsWith('promise-changed'))).toEqual([
      'promise-changed to maria@example.com',
    ]);
  });

  it('looks at tickets until there is nothing to change, and then at none', async () => {
    const life = aLifecycle();
    await open(life);
    let looks = 0;
    const { find } = life.ports.tickets;
    life.ports.tickets.find = (ref) => {
      looks += 1;
      return find(ref);
    };
    expect(await round(life)).toBe(0);
    expect(looks).toBe(0);
    await promise(life, 900);
    expect([await round(life), await round(life)]).toEqual([1, 0]);
    const before = looks;
    expect(await round(life)).toBe(0);
    expect(looks).toBe(before);
    await life.pass(1);
    await promise(life, 800);
    expect(await round(life)).toBe(1);
  });

  it('is not looked for again by an instance that knows that all follow', async () => {
    const life = aLifecycle();
    await open(life);
    await promise(life, 900);
    const follow = followSettings(life.ports);
    let reads = 0;
    const { followed } = life.ports.settings;
    life.ports.settings.followed = (what) => {
      reads += 1;
      return followed(what);
    };
    for (let times = 0; times < 6; times += 1) await round(life, follow);
    expect(reads).toBe(3);
    await life.pass(1);
    await promise(life, 800);
    expect(await round(life, follow)).toBe(1);
  });

  it('leaves a ticket that somebody changes meanwhile to the next round', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const { save } = life.ports.tickets;
    await promise(life, 180);
    life.ports.tickets.save = () => Promise.reject(versionConflict(9));
    expect(await round(life)).toBe(1);
    life.ports.tickets.save = save;
    expect(await round(life)).toBe(1);
    expect(life.ticket(ticket).urgentAt).toBe(hoursAfter(3));
  });

  it('keeps nobody waiting for a ticket that cannot be changed', async () => {
    const life = aLifecycle();
    const [broken, fine] = [await open(life), await open(life)];
    const { find } = life.ports.tickets;
    await promise(life, 180);
    life.ports.tickets.find = (ref) => (ref === broken ? Promise.reject(new Error('broken')) : find(ref));
    await expect(round(life)).rejects.toThrow('1 tickets could not be brought under the settings.');
    expect(life.ticket(fine).urgentAt).toBe(hoursAfter(3));
    life.ports.tickets.find = find;
    expect(await round(life)).toBe(1);
  });

  it('is a hundred tickets a page, and goes on where it must', async () => {
    const life = aLifecycle();
    for (let count = 0; count < 120; count += 1) await open(life);
    await promise(life, 180);
    expect(await round(life)).toBe(120);
    expect(await round(life)).toBe(0);
  });
});
