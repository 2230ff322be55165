/** A tracker in memory: what it was sent, and who had claimed to send it. */
import type {
  IssueClaims,
  IssueMade,
  WebhookRequest,
  Webhooks,
} from '../../../lambdas/core/application/issue-ports.ts';
import type { WebhookAnswer } from '../../../lambdas/core/domain/issues/answer.ts';

export interface FakeWebhooks extends Webhooks {
  readonly sent: readonly WebhookRequest[];
  /** What the next requests are answered with, one each; then 201 and `{ "key": "OPS-1" }`. */
  answerNext(...answers: readonly (WebhookAnswer | Error)[]): void;
}

export const answeredWith = (status: number, body: unknown = null, excerpt = ''): WebhookAnswer => ({
  kind: 'answered',
  status,
  body,
  excerpt,
});

export const fakeWebhooks = (): FakeWebhooks => {
  const sent: WebhookRequest[] = [];
  const answers: (WebhookAnswer | Error)[] = [];
  return {
    sent,
    answerNext: (...next) => {
      answers.push(...next);
    },
    send: async (request) => {
      sent.push(structuredClone(request));
      const answer = answers.shift() ?? answeredWith(201, { key: 'OPS-1' });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
};

interface Row {
  readonly status: 'claimed' | 'refused' | 'made';
  readonly claimedAt: string;
  readonly attempts: number;
  readonly made: IssueMade;
}

const NOTHING: IssueMade = { reference: null, url: null };

export const fakeIssueClaims = (): IssueClaims => {
  const rows = new Map<string, Row>();
  return {
    claim: async ({ ticketId, issueId }, now) => {
      const key = `${ticketId} ${issueId}`;
      const row = rows.get(key);
      if (row?.status === 'made') return { kind: 'made', ...row.made };
      if (row?.status === 'refused') return { kind: 'refused' };
      if (row?.status === 'claimed' && Date.parse(now) - Date.parse(row.claimedAt) < 45_000)
        return { kind: 'wait' };
      const attempts = (row?.attempts ?? 0) + 1;
      rows.set(key, { status: 'claimed', claimedAt: now, attempts, made: NOTHING });
      return { kind: 'mine', attempts };
    },
    complete: async ({ ticketId, issueId }, made) => {
      const key = `${ticketId} ${issueId}`;
      const row = rows.get(key) ?? { claimedAt: '', attempts: 0 };
      rows.set(key, { ...row, status: 'made', made });
    },
    refuse: async ({ ticketId, issueId }) => {
      const key = `${ticketId} ${issueId}`;
      const row = rows.get(key);
      if (row?.status === 'claimed') rows.set(key, { ...row, status: 'refused' });
    },
  };
};
