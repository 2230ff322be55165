/** Finds messages in the bucket that the ledger knows nothing of, and has them taken in. */
import type { Ports } from '../ports.ts';

/** Longer than any notification takes that comes at all. */
const WAIT_MINUTES = 15;
/** As long as a queue keeps what it was told. */
const DAYS_BACK = 14;
const MINUTE = 60_000;

/** What SES stores when a rule is made, to see whether it may. */
const SETUP_OBJECT = 'AMAZON_SES_SETUP_NOTIFICATION';

/** The last segment of the key is SES's message id. */
export const sesIdOfKey = (objectKey: string): string => objectKey.slice(objectKey.lastIndexOf('/') + 1);

/** Answers how many objects were looked at and how many were taken in. */
export const sweepMail =
  (ports: Pick<Ports, 'rawMails' | 'ledger' | 'mailOrders' | 'clock'>) =>
  async (): Promise<{ readonly looked: number; readonly ingested: number }> => {
    const now = Date.parse(ports.clock.now());
    let looked = 0;
    let ingested = 0;
    let after: string | null = null;
    do {
      const page = await ports.rawMails.list(after);
      const due = page.items.filter(({ objectKey, storedAt }) => {
        const age = now - Date.parse(storedAt);
        const isMail = sesIdOfKey(objectKey) !== '' && sesIdOfKey(objectKey) !== SETUP_OBJECT;
        return isMail && age >= WAIT_MINUTES * MINUTE && age <= DAYS_BACK * 24 * 60 * MINUTE;
      });
      const known = await ports.ledger.known(due.map(({ objectKey }) => sesIdOfKey(objectKey)));
      const lost = due.filter(({ objectKey }) => !known.has(sesIdOfKey(objectKey)));
      for (const { objectKey } of lost)
        await ports.mailOrders.send({
          sesId: sesIdOfKey(objectKey),
          objectKey,
          order: 'ingest',
          by: null,
          ticketId: null,
        });
      looked += due.length;
      ingested += lost.length;
      after = page.next;
    } while (after !== null);
    return { looked, ingested };
  };
