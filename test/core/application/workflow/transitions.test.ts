/** What tickets cost in states entered, the largest cost after mail (design.md section 4). */
import { describe, expect, it } from 'vitest';
import { open, reply, write } from './actors.ts';
import { aLifecycle, type Lifecycle } from './harness.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

type Story = (life: Lifecycle, ticket: string) => Promise<unknown>;

const solve: Story = (life, ticket) => reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
const ask: Story = (life, ticket) => reply(life, ticket, 'Which file?', { status: 'pending' });
const wait =
  (minutes: number): Story =>
  (life) =>
    life.pass(minutes);
const answer: Story = (life, ticket) => write(life, ticket, 'The big one.');

/** How many states it enters, and the keys of what it was reminded of. */
const lived = async (...story: readonly Story[]) => {
  const life = aLifecycle();
  const ticket = await open(life);
  for (const chapter of story) await chapter(life, ticket);
  for (let days = 0; days < 31 && life.ticket(ticket).status !== 'closed'; days += 1) await life.pass(DAY);
  const reminded = life
    .history(ticket)
    .flatMap((event) => (event.type === 'sla.reminded' ? [event.payload.key] : []));
  await life.machine.close();
  return { states: life.machine.entered.length, reminded, status: life.ticket(ticket).status };
};

const ORDINARY: readonly (readonly Story[])[] = [
  [solve],
  [wait(HOUR), solve],
  [wait(5 * HOUR), solve],
  [wait(7 * HOUR), solve],
];

const EVENTFUL: readonly (readonly Story[])[] = [
  [ask, wait(DAY), answer, solve],
  [wait(5 * HOUR), ask, wait(3 * DAY), answer, wait(HOUR), solve],
  [wait(7 * HOUR), ask, wait(DAY), answer, wait(5 * HOUR), solve],
  [ask, wait(HOUR), answer, ask, wait(DAY), answer, wait(7 * HOUR), solve],
  [wait(9 * HOUR), solve],
  [ask],
  [wait(7 * HOUR), solve, wait(HOUR), answer, wait(5 * HOUR), solve],
];

describe('the states that a ticket enters', () => {
  it('are nine to fourteen when it is ordinary', async () => {
    for (const story of ORDINARY) {
      const { states, status } = await lived(...story);
      expect(status).toBe('closed');
      expect(states).toBeGreaterThanOrEqual(9);
      expect(states).toBeLessThanOrEqual(14);
    }
  });

  it('are at most 24 in the middle when it pauses and is reminded of, once for each time', async () => {
    const lives = [];
    for (const story of EVENTFUL) lives.push(await lived(...story));
    expect(lives.map(({ status }) => status)).toEqual(EVENTFUL.map(() => 'closed'));
    for (const { reminded } of lives) expect(reminded).toEqual([...new Set(reminded)]);
    const states = lives.map((life) => life.states).sort((a, b) => a - b);
    expect(states[Math.floor(states.length / 2)]).toBeLessThanOrEqual(24);
  });
});
