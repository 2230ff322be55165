/** Asking the API and looking at the answer's status, or at the problem that it names. */
import { expect } from 'vitest';
import type { Answer, Client, TicketBody, Who } from './a-desk.ts';

/** RFC 9457, with what the desk adds. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly [more: string]: unknown;
}

/** A problem document of this status, complete. */
export const expectProblem = (answer: Answer<unknown>, status: number): Problem => {
  const problem = answer.body as Problem;
  expect({ status: answer.status, body: problem }).toMatchObject({ status, body: { status } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  for (const member of ['type', 'title', 'detail', 'instance']) {
    expect(problem[member], member).toEqual(expect.stringMatching(/./));
  }
  return problem;
};

export const asking = (desk: Client) => ({
  statusOf: async (who: Who | null, method: string, path: string, body?: unknown): Promise<number> =>
    (await desk.call(who, method, path, body)).status,

  /** With a credential of one's own in the headers. */
  asked: (
    headers: Readonly<Record<string, string>>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<TicketBody>> => desk.call(null, method, path, body, headers),
});
