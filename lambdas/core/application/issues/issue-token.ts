/** The secret in a callback's address: good for one issue of one ticket, and for nothing else. */

import type { Seals } from '../desk-ports.ts';
import type { IssueOf } from '../issue-ports.ts';

export const callbackLink = async (
  ports: { readonly seals: Seals; readonly baseUrl: string },
  { ticketId, issueId }: IssueOf,
): Promise<string> => `${ports.baseUrl}/c/${await ports.seals.seal('issue', `${ticketId} ${issueId}`)}`;

/** Null when it is none of ours, or for another purpose. */
export const openIssueToken = async (seals: Seals, token: string): Promise<IssueOf | null> => {
  const [ticketId, issueId] = (await seals.open('issue', token))?.split(' ') ?? [];
  return ticketId === undefined || issueId === undefined ? null : { ticketId, issueId };
};
