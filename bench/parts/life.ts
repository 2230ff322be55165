/** What one ordinary ticket costs from being asked to being closed: acknowledged, assigned, answered, rated. */
import type { MeterReport, RunningDesk } from '../desk/running-desk.ts';
import type { Bench, Part } from '../part.ts';
import { readPrices } from '../prices.ts';
import type { Section } from '../report.ts';

const linkIn = (text: string, path: string): URL => {
  const link = new RegExp(`https?://\\S+/${path}/\\S+`).exec(text)?.[0];
  if (link === undefined) throw new Error(`There is no /${path}/ link in: ${text}`);
  return new URL(link);
};

const REQUESTER = 'anna@example.org';
/** Until the survey is offered, until a person may answer it, until the ticket is closed. */
const WAITS = ['PT25H', 'PT10S', 'P4D'] as const;

const live = async (desk: RunningDesk): Promise<void> => {
  const opened = (await desk.call('requester', 'POST', '/v1/tickets', {
    subject: 'Where is my invoice?',
    description: 'I paid on Monday and have no invoice yet. My order is 2026-1188. Could you send it again?',
    category: 'payments',
    locale: 'en',
  })) as { id: string };
  await desk.settle();
  await desk.call('agent1', 'GET', `/v1/tickets/${opened.id}`);
  await desk.call('agent1', 'POST', `/v1/tickets/${opened.id}/comments`, {
    body: 'It is on its way to you: we have sent it again to this address.',
    status: 'solved',
  });
  await desk.settle();
  await desk.advance(WAITS[0]);
  await desk.settle();
  const survey = (await desk.mailsTo(REQUESTER)).findLast(({ text }) => /\/r\//.test(text));
  const page = linkIn(survey?.text ?? '', 'r');
  const form = String(await desk.call(null, 'GET', page.pathname + page.search));
  const nonce = /name="nonce" value="([^"]+)"/.exec(form)?.[1] ?? '';
  await desk.advance(WAITS[1]);
  const answer = new URLSearchParams({ rating: 'good', nonce, comment: 'Quick!' });
  await desk.call(null, 'POST', page.pathname, answer.toString());
  await desk.settle();
  await desk.advance(WAITS[2]);
  await desk.settle();
  const { status } = (await desk.call('agent1', 'GET', `/v1/tickets/${opened.id}`)) as { status: string };
  if (status !== 'closed') throw new Error(`The ordinary ticket ended ${status}, not closed.`);
};

/** The same time without a ticket: what goes round by itself is no ticket's cost. */
const idleAway = async (desk: RunningDesk): Promise<void> => {
  for (const span of WAITS) await desk.advance(span);
  await desk.settle();
};

const metered = async (
  desk: RunningDesk,
  doing: (desk: RunningDesk) => Promise<void>,
): Promise<MeterReport> => {
  await desk.resetMeter();
  await doing(desk);
  return desk.meter();
};

const unit = (report: MeterReport, name: string): number => Number(report[name] ?? 0);

const functionRows = (alive: MeterReport, idle: MeterReport) =>
  Object.entries(alive.byFunction)
    .map(([name, { requests, gbSeconds }]) => {
      const rest = idle.byFunction[name] ?? { requests: 0, gbSeconds: 0 };
      return [name, requests - rest.requests, gbSeconds - rest.gbSeconds] as const;
    })
    .filter(([, requests]) => requests > 0)
    .toSorted((a, b) => b[2] - a[2]);

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const desk = await bench.desk(0);
  // The first one starts every function cold; a week later the same person may be asked again how it went.
  await live(desk);
  await desk.advance('P8D');
  await desk.settle();
  const idle = await metered(desk, idleAway);
  const alive = await metered(desk, live);

  const prices = readPrices();
  const used = (name: string) => unit(alive, name) - unit(idle, name);
  const items = Object.entries(prices.usdPerUnit)
    .filter(([name]) => name in alive)
    .map(([name, price]) => ({ name, count: used(name), usd: used(name) * price }));
  const usd = items.reduce((sum, item) => sum + item.usd, 0);
  const transitions = used('stateTransitions');
  return [
    {
      title: "An ordinary ticket's life",
      columns: ['unit', 'used', 'USD', '%'],
      rows: [
        ...items.map((item) => [item.name, item.count, item.usd, (100 * item.usd) / usd] as const),
        ['together', '', usd, 100],
      ],
      aims: [
        { what: 'state transitions', aim: '≤ 14', measured: `${transitions}`, met: transitions <= 14 },
        { what: 'dollars', aim: '≤ 0.0011', measured: usd.toFixed(6), met: usd <= 0.0011 },
      ],
      notes: [
        `List prices of ${prices.asOf}; what the desk does by itself in the same days is taken off.`,
        'Functions are warm, and as quick as this machine: on Lambda a small one gets a part of a processor.',
      ],
    },
    {
      title: 'The functions in that life',
      columns: ['function', 'requests', 'GB-seconds'],
      rows: functionRows(alive, idle),
    },
  ];
};

export const life: Part = { name: 'life', run };
