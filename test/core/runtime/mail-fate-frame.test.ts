import type { EventBridgeEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { mailFateFrame } from '../../../lambdas/core/runtime/mail-fate-frame.ts';

type Fate = Parameters<Parameters<typeof mailFateFrame>[0]>[0];

/** What the use case is told of an event of SES. */
const told = async (detail: object, mail: object = {}): Promise<readonly Fate[]> => {
  const fates: Fate[] = [];
  const event: EventBridgeEvent<string, unknown> = {
    id: 'bus-1',
    version: '0',
    account: '1',
    time: '2026-11-21T10:00:00Z',
    region: 'eu-west-1',
    resources: [],
    source: 'aws.ses',
    'detail-type': 'Email',
    detail: {
      mail: {
        messageId: 'ses-1',
        destination: ['Maria@Example.com'],
        tags: { ticket: ['tkt_1'], event: ['evt_1'] },
        ...mail,
      },
      ...detail,
    },
  };
  await mailFateFrame(async (fate) => void fates.push(fate))(event);
  return fates;
};

const bounce = (bounceType: string) => ({
  eventType: 'Bounce',
  bounce: { bounceType, bouncedRecipients: [{ diagnosticCode: 'smtp; 550 5.1.1 user unknown' }] },
});
const complaint = (complaintFeedbackType?: string) => ({
  eventType: 'Complaint',
  complaint: complaintFeedbackType === undefined ? {} : { complaintFeedbackType },
});

describe('an event of SES about a mail of ours', () => {
  it('tells which mail, what became of it, and when', async () => {
    expect(await told({ eventType: 'Delivery' })).toEqual([
      {
        ticketId: 'tkt_1',
        eventId: 'evt_1',
        recipient: 'maria@example.com',
        messageId: 'ses-1',
        status: 'delivered',
        reason: null,
        at: '2026-11-21T10:00:00.000Z',
        silences: null,
      },
    ]);
  });

  it.each([
    ['Permanent', 'bounced'],
    ['Transient', null],
    ['Undetermined', null],
  ])('%s bounce: silences the address: %s', async (type, silences) => {
    expect(await told(bounce(type))).toMatchObject([
      { status: 'bounced', reason: 'smtp; 550 5.1.1 user unknown', silences },
    ]);
  });

  it('of a complaint silences the address, unless it is praise', async () => {
    expect(await told(complaint('abuse'))).toMatchObject([
      { status: 'complained', reason: 'abuse', silences: 'complained' },
    ]);
    expect(await told(complaint())).toMatchObject([{ reason: null, silences: 'complained' }]);
    expect(await told(complaint('not-spam'))).toEqual([]);
  });

  it('of a rejected mail says nothing about the address', async () => {
    const rejected = { eventType: 'Reject', reject: { reason: 'Bad content' } };
    expect(await told(rejected)).toMatchObject([
      { status: 'bounced', reason: 'Bad content', silences: null },
    ]);
  });

  it('about a mail that is not ours, or of another type, is passed over', async () => {
    expect(await told({ eventType: 'Open' })).toEqual([]);
    expect(await told({ eventType: 'Delivery' }, { tags: {} })).toEqual([]);
    expect(await told({ eventType: 'Delivery' }, { destination: [] })).toEqual([]);
  });
});
