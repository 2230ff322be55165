/** The first steps of most stories: a ticket opened, looked at, and what has happened to it. */
import type { Client, TicketBody, Who } from './a-desk.ts';

/** Opens one and answers it as it was opened. */
export const opened = async (
  desk: Client,
  who: Who,
  ticket: Readonly<Record<string, unknown>>,
): Promise<TicketBody> => {
  const answer = await desk.call(who, 'POST', '/v1/tickets', {
    subject: 'It does not work',
    description: 'Since this morning.',
    ...ticket,
  });
  if (answer.status !== 201)
    throw new Error(`Opening was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** As the lead sees it now; wait with `desk.settle()` for what follows from a change. */
export const looked = async (desk: Client, number: number): Promise<TicketBody> =>
  (await desk.call('lead', 'GET', `/v1/tickets/${number}`)).body;

export interface EventBody {
  readonly type: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Listed<T> {
  readonly data: readonly T[];
  readonly meta: { readonly hasMore: boolean };
  readonly links: { readonly next: string | null };
}

/** The whole history, or the events of one type. */
export const eventsOf = async (
  desk: Client,
  number: number,
  type?: string,
): Promise<readonly EventBody[]> => {
  const path = `/v1/tickets/${number}/events?page[size]=100`;
  const { data } = (await desk.call<Listed<EventBody>>('lead', 'GET', path)).body;
  return data.filter((event) => type === undefined || event.type === type);
};

export const commentOn = (
  desk: Client,
  who: Who,
  number: number,
  comment: Readonly<Record<string, unknown>>,
) => desk.call<Readonly<Record<string, unknown>>>(who, 'POST', `/v1/tickets/${number}/comments`, comment);

/** Numbers of the tickets in a view, in its order. */
export const numbersIn = async (desk: Client, who: Who, view: string): Promise<readonly number[]> => {
  const path = `/v1/tickets?view=${encodeURIComponent(view)}&page[size]=100`;
  const answer = await desk.call<Listed<TicketBody>>(who, 'GET', path);
  if (answer.status !== 200) throw new Error(`view=${view} was answered ${answer.status}`);
  return answer.body.data.map((ticket) => ticket.number);
};

/** A ticket of somebody whom no other story speaks of. */
export const forSomebody = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  requester: { email: `${name}@people.example`, name: `Mr ${name}`, locale: 'en' },
  ...more,
});
