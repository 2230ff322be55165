/** Who applies a macro, as its rules need to know them. */
import type { MacroUse } from '../../domain/macros/apply.ts';
import { foundDetails } from '../../domain/macros/words.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Triage } from '../../domain/triage/triage.ts';
import type { Ports } from '../ports.ts';
import { said } from '../tickets/said.ts';

export interface UsePorts extends Pick<Ports, 'ids'> {
  /** Without a trailing slash. */
  readonly baseUrl: string;
}

interface Given {
  /** Said in place of the macro's own. */
  readonly text: string | null;
  /** Needed where the macro's own speaks of details. */
  readonly triage: Triage | null;
  /** Needed where the macro leads to line 3. */
  readonly findings: MacroUse['findings'];
  readonly at: string;
}

export const macroUse = (
  ports: UsePorts,
  caller: Caller,
  ticket: Ticket,
  { text, triage, findings, at }: Given,
): MacroUse => ({
  agentId: caller.kind === 'agent' ? caller.id : null,
  agentName: caller.kind === 'agent' || caller.kind === 'machine' ? caller.name : null,
  ticketUrl: `${ports.baseUrl}/v1/tickets/${ticket.number}`,
  found: foundDetails(triage),
  text,
  findings,
  say: (bodyText, isPublic) =>
    said(ports, caller, ticket, { bodyText, public: isPublic, channel: 'api', createdAt: at }),
});
