/** Who sends which mail: claimed before it is sent, completed after (design.md, outbound mail). */
import type { MailClaims } from '../../application/mail-ports.ts';
import type { DeliveryStatus, MailClaim } from '../../application/records.ts';
import { MAIL_SORT_PREFIX, mailKey, messageKey, ticketPartition } from './keys.ts';
import { MAIL_RANKS, mailClaimOf } from './mail-row.ts';
import { refusedRow, textIn, type WireRow } from './refusals.ts';
import type { Table } from './table.ts';

type Of = Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient'>;

/** A claim without a result may be taken over after this long: SES's Send event would have come. */
const CLAIM_MILLISECONDS = 10 * 60_000;

/** What moves a claim on; `requires` is a further condition, `keepsMessageId` leaves one that is there. */
interface Move {
  readonly status: DeliveryStatus | 'rejected';
  readonly messageId: string | null;
  readonly keepsMessageId?: boolean;
  readonly reason: string | null;
  readonly at: string;
  readonly requires?: string;
}

/** null when it moved, else the row that is further on (undefined: there is none). */
const move = async (
  table: Table,
  of: Of,
  to: Move,
): Promise<{ readonly row: WireRow | undefined } | null> => {
  const { messageId } = to;
  const given = to.keepsMessageId === true ? 'if_not_exists(messageId, :messageId)' : ':messageId';
  try {
    await table.update({
      Key: { ...mailKey(of.ticketId, of.eventId, of.recipient) },
      UpdateExpression: `SET #status = :status, #rank = :rank, #reason = :reason, #at = :at${
        messageId === null ? '' : `, messageId = ${given}`
      }`,
      ConditionExpression: `#rank < :rank${to.requires === undefined ? '' : ` AND ${to.requires}`}`,
      ExpressionAttributeNames: {
        '#status': 'status',
        '#rank': 'rank',
        '#reason': 'reason',
        '#at': 'at',
      },
      ExpressionAttributeValues: {
        ':status': to.status,
        ':rank': MAIL_RANKS[to.status],
        ':reason': to.reason,
        ':at': to.at,
        ...(messageId === null ? {} : { ':messageId': messageId }),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return null;
  } catch (error) {
    const refused = refusedRow(error);
    if (refused === null) throw error;
    return refused;
  }
};

/** The answer to a mail names the id that SES gave it; this row leads from there to the ticket. */
const rememberMessage = (table: Table, of: Of, messageId: string): Promise<void> =>
  table.put({ ...messageKey(messageId), ...of });

const setMessageId = async (table: Table, of: Of, messageId: string, only: string): Promise<void> => {
  try {
    await table.update({
      Key: { ...mailKey(of.ticketId, of.eventId, of.recipient) },
      UpdateExpression: 'SET messageId = :messageId',
      ConditionExpression: only,
      ExpressionAttributeValues: { ':messageId': messageId },
    });
  } catch (error) {
    if (refusedRow(error) === null) throw error;
  }
};

export const dynamoMailClaims = (table: Table): MailClaims => ({
  claim: async ({ ticketId, eventId, recipient, notice, commentId }, now) => {
    const staleBefore = new Date(Date.parse(now) - CLAIM_MILLISECONDS).toISOString();
    const of = { ticketId, eventId, recipient };
    const words = { notice, commentId, claimedAt: now, at: now, status: 'claimed', rank: MAIL_RANKS.claimed };
    try {
      await table.put(
        { ...mailKey(ticketId, eventId, recipient), ...of, ...words },
        {
          ConditionExpression:
            'attribute_not_exists(PK) OR (#status = :claimed AND claimedAt <= :staleBefore)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':claimed': 'claimed', ':staleBefore': staleBefore },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      );
      return 'mine';
    } catch (error) {
      const refused = refusedRow(error);
      if (refused === null) throw error;
      return textIn(refused.row, 'status') === 'claimed' ? 'wait' : 'done';
    }
  },

  complete: async ({ ticketId, eventId, recipient }, messageId, at) => {
    const of = { ticketId, eventId, recipient };
    await rememberMessage(table, of, messageId);
    const further = await move(table, of, { status: 'sent', messageId, reason: null, at });
    if (further?.row !== undefined) await setMessageId(table, of, messageId, 'attribute_exists(PK)');
  },

  reject: async (of, reason, at) => {
    await move(table, of, { status: 'rejected', messageId: null, reason, at });
  },

  release: async ({ ticketId, eventId, recipient }) => {
    try {
      await table.delete(mailKey(ticketId, eventId, recipient), {
        ConditionExpression: '#status = :claimed',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':claimed': 'claimed' },
      });
    } catch (error) {
      if (refusedRow(error) === null) throw error;
    }
  },

  mark: async ({ ticketId, eventId, recipient }, status, messageId, reason, at) => {
    const of = { ticketId, eventId, recipient };
    const to: Move = { status, messageId, keepsMessageId: true, reason, at };
    const further = await move(table, of, { ...to, requires: 'attribute_exists(messageId)' });
    if (further?.row === undefined || textIn(further.row, 'messageId') !== null) return;
    // The function that sent it died before it could say so: SES's event is the first to know the id.
    await rememberMessage(table, of, messageId);
    const later = await move(table, of, to);
    if (later?.row !== undefined) await setMessageId(table, of, messageId, 'attribute_exists(PK)');
  },

  ofTicket: async (ticketId) => {
    const rows = await table.query({
      KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
      ExpressionAttributeValues: { ':partition': ticketPartition(ticketId), ':prefix': MAIL_SORT_PREFIX },
      ConsistentRead: true,
    });
    return rows.map(mailClaimOf);
  },
});
