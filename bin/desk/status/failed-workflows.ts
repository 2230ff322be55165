/** Counts the workflows of tickets that ended badly of late. */
import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import type { Access } from '../aws/place.ts';

/** ABORTED is none of them: the desk stops executions itself when a newer one owns the ticket. */
const ENDED_BADLY = ['FAILED', 'TIMED_OUT'] as const;

/** Step Functions lists by start, so all that ended badly in 90 days are looked at; there should be few. */
export const failedWorkflows = async (
  access: Access,
  stateMachineArn: string,
  since: Date,
): Promise<number> => {
  const client = new SFNClient(access);
  const counts = await Promise.all(
    ENDED_BADLY.map(async (statusFilter) => {
      let count = 0;
      const pages = paginateListExecutions({ client, pageSize: 1000 }, { stateMachineArn, statusFilter });
      for await (const { executions = [] } of pages) {
        count += executions.filter(({ stopDate }) => stopDate !== undefined && stopDate >= since).length;
      }
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};
