/** `desk mail replay`, `release` and `discard`: a person decides about a message, and waits for where it ends. */
import { setTimeout as pause } from 'node:timers/promises';
import { isInTicket } from '../../../lambdas/core/domain/mail/ledger.ts';
import type { ExitCode, Voice } from '../apply.ts';
import { type Asked, orRefusal } from '../ask.ts';
import { ledgerOfDesk } from './ask.ts';
import type { LedgerApi, MailAction, MailRow } from './ledger-api.ts';
import { printable } from './printable.ts';

export interface Decision extends Asked {
  readonly id: string;
  readonly action: MailAction;
  /** Of a release: id or number of the ticket that it belongs to. */
  readonly ticket?: string | undefined;
}

const PAUSE_MILLIS = 250;
/** Longer than the queue takes on a busy day. */
const PATIENCE_MILLIS = 60_000;

const stands = (row: MailRow): boolean =>
  isInTicket({ disposition: row.disposition as Parameters<typeof isInTicket>[0]['disposition'] });

/** Null: nothing was decided in time. */
const decided = async (api: LedgerApi, before: MailRow): Promise<MailRow | null> => {
  for (let waited = 0; waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
    const row = await api.find(before.id);
    if (row.revision > before.revision) return row;
    await pause(PAUSE_MILLIS);
  }
  return null;
};

const sayEnd = async (api: LedgerApi, row: MailRow, voice: Voice): Promise<void> => {
  const ticket = row.ticketId === null ? '' : ` ${await api.numberOf(row.ticketId)}`;
  const where = row.disposition === 'ticket' || ticket === '' ? ticket : ` on ticket${ticket}`;
  voice.say(`${row.id}: ${row.disposition}${where}: ${printable(row.reason)}`);
};

/** 0: decided. 1: it is in quarantine still, or nothing happened within a minute. 2: refused. */
export const decideMail = ({ id, action, ticket, ...asked }: Decision, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const api = await ledgerOfDesk(asked);
    const before = await api.find(id);
    if (action === 'replay' && stands(before)) {
      voice.say('It stands in a ticket already, where it stays.');
      await sayEnd(api, before, voice);
      return 0;
    }
    const answered = await api.act(before.id, action, action === 'release' ? { ticket } : undefined);
    const after = action === 'discard' ? answered : await decided(api, before);
    if (after === null) {
      voice.complain(
        `${before.id}: nothing was decided within ${PATIENCE_MILLIS / 1000} seconds; it waits in the queue of inbound mail (see status)`,
      );
      return 1;
    }
    await sayEnd(api, after, voice);
    return after.disposition === 'quarantine' ? 1 : 0;
  });
