/** Who sends which issue to developers: claimed before it is sent, completed after (ADR 20). */
import type { IssueClaims, IssueOf } from '../../application/issue-ports.ts';
import { issueKey } from './keys.ts';
import { refusedRow, textIn } from './refusals.ts';
import type { Table } from './table.ts';

/** Longer than the function may run, shorter than the minute after which Lambda tries again. */
const CLAIM_MILLISECONDS = 45_000;

const NAMES = { '#status': 'status' } as const;

const keyOf = ({ ticketId, issueId }: IssueOf) => ({ ...issueKey(ticketId, issueId) });

export const dynamoIssueClaims = (table: Table): IssueClaims => ({
  claim: async (of, now) => {
    const staleBefore = new Date(Date.parse(now) - CLAIM_MILLISECONDS).toISOString();
    try {
      const { attempts } = await table.update({
        Key: keyOf(of),
        UpdateExpression: 'SET #status = :claimed, claimedAt = :now ADD attempts :one',
        ConditionExpression: 'attribute_not_exists(PK) OR (#status = :claimed AND claimedAt <= :staleBefore)',
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: {
          ':claimed': 'claimed',
          ':now': now,
          ':one': 1,
          ':staleBefore': staleBefore,
        },
        ReturnValues: 'UPDATED_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      return { kind: 'mine', attempts: Number(attempts) };
    } catch (error) {
      const refused = refusedRow(error);
      if (refused === null) throw error;
      const { row } = refused;
      const status = textIn(row, 'status');
      if (status === 'made')
        return { kind: 'made', reference: textIn(row, 'reference'), url: textIn(row, 'address') };
      return { kind: status === 'refused' ? 'refused' : 'wait' };
    }
  },

  complete: async (of, { reference, url }) => {
    await table.update({
      Key: keyOf(of),
      UpdateExpression: 'SET #status = :made, #reference = :reference, address = :address',
      ExpressionAttributeNames: { ...NAMES, '#reference': 'reference' },
      ExpressionAttributeValues: { ':made': 'made', ':reference': reference, ':address': url },
    });
  },

  refuse: async (of) => {
    try {
      await table.update({
        Key: keyOf(of),
        UpdateExpression: 'SET #status = :refused',
        ConditionExpression: '#status = :claimed',
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ':refused': 'refused', ':claimed': 'claimed' },
      });
    } catch (error) {
      if (refusedRow(error) === null) throw error;
    }
  },
});
