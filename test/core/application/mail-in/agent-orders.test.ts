import { describe, expect, it } from 'vitest';
import { agentMail, lineOrdered } from '../../../../lambdas/core/application/mail-in/agent-orders.ts';
import type { DetailFinding } from '../../../../lambdas/core/domain/triage/triage.ts';
import { aComment, aSettings, aTicket, circumstances } from '../../builders.ts';

const settings = aSettings({
  categories: aSettings().categories.map((one) =>
    one.id === 'bug' ? { ...one, beforeLine3: ['logs'] } : one,
  ),
});
const [agent] = settings.agents;
if (agent === undefined) throw new Error('There is no agent.');

const LOGS: DetailFinding = {
  ...{ name: 'logs', kind: 'log', required: false, found: true, value: 'ERROR 5', confidence: 0.9 },
  evidence: null,
};
const ordered = (text: string, findings: readonly DetailFinding[] = []) =>
  agentMail(
    aTicket({ category: 'bug' }),
    aComment({ by: 'agent', text }),
    { agent, holdsLink: false, findings },
    circumstances({ settings }),
  );

describe('a mail of an agent that orders line 3', () => {
  it('is a note that says what line 3 wants, where that is missing', () => {
    const { decision, disposition, remark } = ordered('#line 3\nThey have to look.');
    expect([disposition, decision.after.line]).toEqual(['note', 1]);
    expect(remark).toBe('Not done: details.logs is needed before line 3');
  });

  it('is done where it was found', () => {
    const { decision, remark } = ordered('#line 3\nThey have to look.', [LOGS]);
    expect([remark, decision.after.line]).toEqual(['', 3]);
  });

  it('is known before anything is done', () => {
    expect(lineOrdered(aComment({ text: '#line 3\nHm' }))).toBe(3);
    expect(lineOrdered(aComment({ text: 'Line 3?' }))).toBeNull();
  });
});
