/** Tells the leads once a day what waits in quarantine, if anything does (product.md section 4.3). */
import type { LedgerRow } from '../../domain/mail/ledger.ts';
import type { Recipient } from '../../domain/mail/notices.ts';
import {
  MOST_LISTED,
  quarantineList,
  quarantineMailDay,
  quarantineReaders,
} from '../../domain/mail/quarantine-mail.ts';
import { localeFor, renderMail } from '../../domain/mail/render.ts';
import { silencedBecause } from '../../domain/mail/silence.ts';
import { NO_WORDS } from '../../domain/mail/words.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Ports } from '../ports.ts';
import type { OutgoingMail } from '../records.ts';
import { type SendPorts, sendOnce } from './send-once.ts';
import { deskSender } from './sender.ts';

export type QuarantinePorts = Pick<Ports, 'settings' | 'ledger' | 'people' | 'seals'> &
  SendPorts & { readonly baseUrl: string; readonly mailDomain: string };

/** Mails about no ticket are claimed in the desk's name, so that each goes once as all others do. */
const DESK = 'desk';

/** Counted no further: a lead who reads "1000+" knows enough. */
const MOST_COUNTED = 1000;
const PAGE = 100;

interface Waiting {
  readonly count: string;
  /** Newest first. */
  readonly newest: readonly LedgerRow[];
}

/** From the index of what is in quarantine, so it costs what waits there and not what the ledger holds. */
const waitingIn = async ({ ledger }: QuarantinePorts): Promise<Waiting> => {
  const newest: LedgerRow[] = [];
  let count = 0;
  let after: string | null = null;
  do {
    const page = await ledger.list({ disposition: 'quarantine' }, { size: PAGE, after });
    newest.push(...page.items.slice(0, MOST_LISTED - newest.length));
    count += page.items.length;
    after = page.next;
  } while (after !== null && count < MOST_COUNTED);
  return { count: after === null ? String(count) : `${MOST_COUNTED}+`, newest };
};

const waysOut = (baseUrl: string): string =>
  ['release', 'discard']
    .flatMap((way) => [`npm run desk -- mail ${way} <id>`, `POST ${baseUrl}/v1/mail/<id>/${way}`])
    .join('\n');

const compose = async (
  ports: QuarantinePorts,
  to: Recipient,
  { count, newest }: Waiting,
  settings: Settings,
  eventId: string,
): Promise<OutgoingMail> => {
  const { desk, templates } = settings;
  const locale = localeFor(to.locale, 'quarantine', templates);
  const words = {
    ...NO_WORDS,
    name: to.name ?? '',
    desk: desk.name,
    link: `${ports.baseUrl}/v1/mail?disposition=quarantine`,
    waiting: count,
    mails: quarantineList(newest, locale, desk.timeZone),
    ways: waysOut(ports.baseUrl),
  };
  return {
    from: deskSender(settings, ports.mailDomain, null),
    to: { name: to.name, address: to.email },
    replyTo: null,
    ...renderMail('quarantine', locale, words, templates),
    references: [],
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Threeline-Loop': await ports.seals.seal('loop', DESK),
    },
    tags: { ticket: DESK, event: eventId, notice: 'quarantine' },
  };
};

/**
 * Asked every hour; `at` is the hour that was due, however late the question arrives. Everybody is tried before the
 * first failure is thrown; what is thrown may be asked again, and sends nothing twice.
 */
export const tellOfQuarantine =
  (ports: QuarantinePorts) =>
  async (at: string): Promise<void> => {
    const settings = await ports.settings.current();
    const day = quarantineMailDay(at, settings);
    if (day === null) return;
    const waiting = await waitingIn(ports);
    if (waiting.newest.length === 0) return;
    const eventId = `quarantine-${day}`;
    const results = await Promise.allSettled(
      quarantineReaders(settings).map(async (to) => {
        const [mail, silence] = await Promise.all([
          compose(ports, to, waiting, settings, eventId),
          ports.people.silenceOf(to.email),
        ]);
        const claim = { ticketId: DESK, eventId, recipient: to.email, notice: 'quarantine', commentId: null };
        const unsentBecause = async () => silencedBecause(silence, ports.clock.now());
        await sendOnce(ports, { claim, mail, unsentBecause });
      }),
    );
    const failed = results.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
