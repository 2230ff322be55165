/** The mail ledger in memory, and the two buckets and the queue that stand beside it. */
import { personId } from '../../../lambdas/core/adapters/system/ids.ts';
import type { Files } from '../../../lambdas/core/application/file-ports.ts';
import type {
  MailLedger,
  MailOrders,
  MailParser,
  RawMails,
} from '../../../lambdas/core/application/mail-ports.ts';
import type { Filing, MailOrder } from '../../../lambdas/core/application/records.ts';
import { mailDisposed, mailDuplicate } from '../../../lambdas/core/domain/errors.ts';
import type { InboundMessage } from '../../../lambdas/core/domain/mail/inbound/message.ts';
import type { LedgerRow } from '../../../lambdas/core/domain/mail/ledger.ts';
import type { World } from './world.ts';

/** Without brackets, and without the domain when SES made it. */
const knownAs = (messageId: string): string =>
  messageId.replace(/^<|>$/g, '').replace(/@[^@]*\.amazonses\.com$/i, '');

/** Throws what the transaction would throw, before anything is written. */
export const checkFiling = (world: World, { row, duplicateKey }: Filing): void => {
  if ((world.ledger.get(row.id)?.revision ?? 0) !== row.revision - 1) throw mailDisposed();
  const first = duplicateKey === null ? undefined : world.mailed.get(duplicateKey);
  if (first !== undefined && first !== row.id) throw mailDuplicate(first);
};

export const applyFiling = (world: World, { row, duplicateKey, messageIds }: Filing): void => {
  world.ledger.set(row.id, structuredClone(row));
  if (duplicateKey !== null) world.mailed.set(duplicateKey, row.id);
  const { ticketId } = row;
  if (ticketId === null) return;
  for (const messageId of messageIds.map(knownAs)) {
    if (!world.messages.has(messageId)) world.messages.set(messageId, { ticketId, claim: null });
  }
};

const placeOf = (row: LedgerRow): string => `${row.receivedAt}#${row.id}`;

export interface FakeMailLedger extends MailLedger {
  all(): readonly LedgerRow[];
}

export const fakeMailLedger = (world: World): FakeMailLedger => {
  const acknowledged = new Map<string, { readonly at: string; readonly sesId: string }>();
  return {
    all: () => structuredClone([...world.ledger.values()]),
    find: async (sesId) => structuredClone(world.ledger.get(sesId) ?? null),
    file: async (filing) => {
      checkFiling(world, filing);
      applyFiling(world, filing);
    },
    firstOf: async (duplicateKey) => world.mailed.get(duplicateKey) ?? null,
    list: async ({ disposition, kind, ticketId }, { after, size }) => {
      const rows = [...world.ledger.values()]
        .filter((row) => disposition === undefined || row.disposition === disposition)
        .filter((row) => kind === undefined || row.kind === kind)
        .filter((row) => ticketId === undefined || row.ticketId === ticketId)
        .filter((row) => after === null || placeOf(row) < after)
        .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
      const items = rows.slice(0, size);
      const last = items.at(-1);
      const next = rows.length > size && last !== undefined ? placeOf(last) : null;
      return { items: structuredClone(items), next };
    },
    known: async (sesIds) => new Set(sesIds.filter((sesId) => world.ledger.has(sesId))),
    messages: async (messageIds) =>
      messageIds.flatMap((messageId) => {
        const found = world.messages.get(knownAs(messageId));
        return found === undefined ? [] : [{ messageId, ...found }];
      }),
    mayAcknowledge: async (email, sesId, now) => {
      const last = acknowledged.get(personId(email));
      const isSoon = last !== undefined && Date.parse(now) - Date.parse(last.at) < 600_000;
      if (isSoon && last.sesId !== sesId) return false;
      acknowledged.set(personId(email), { at: now, sesId });
      return true;
    },
  };
};

export interface FakeRawMails extends RawMails {
  put(objectKey: string, bytes: Uint8Array, storedAt: string): void;
}

/** Two objects a page, so that whoever lists them has to turn pages. */
export const fakeRawMails = (): FakeRawMails => {
  const objects = new Map<string, { readonly bytes: Uint8Array; readonly storedAt: string }>();
  return {
    put: (objectKey, bytes, storedAt) => {
      objects.set(objectKey, { bytes, storedAt });
    },
    read: async (objectKey) => objects.get(objectKey)?.bytes ?? null,
    list: async (after) => {
      const keys = [...objects.keys()].sort().filter((key) => after === null || key > after);
      const items = keys
        .slice(0, 2)
        .map((objectKey) => ({ objectKey, storedAt: objects.get(objectKey)?.storedAt ?? '' }));
      return { items, next: keys.length > 2 ? (keys[1] ?? null) : null };
    },
  };
};

/** Reads messages that were written as JSON, `{ message, files }`; whatever else is there is unparseable. */
export const fakeParser = (): MailParser => ({
  parse: async (raw, arrival) => {
    const text = Buffer.from(raw).toString();
    const nothing = { headers: [], from: null, subject: '', messageId: null, size: raw.length };
    if (!text.startsWith('{')) return { kind: 'unparseable', reason: 'It is no JSON.', ...nothing };
    const { message, files } = JSON.parse(text) as { message: InboundMessage; files: readonly string[] };
    return {
      kind: 'read',
      message: { ...message, ...arrival },
      attachments: () =>
        message.parts.map((part, index) => ({ part, content: Buffer.from(files[index] ?? '') })),
    };
  },
  arrivalOf: (raw, sesId) => {
    const text = Buffer.from(raw).toString();
    if (!text.startsWith('{')) return null;
    const { receivedAt, envelope, verdicts } = (JSON.parse(text) as { message: InboundMessage }).message;
    return { sesId, receivedAt, envelope, verdicts };
  },
});

export interface FakeFiles extends Files {
  readonly written: ReadonlyMap<string, Uint8Array>;
}

export const fakeFiles = (): FakeFiles => {
  const written = new Map<string, Uint8Array>();
  return {
    written,
    write: async (id, bytes) => {
      written.set(id, bytes);
    },
    read: async (id) => {
      const bytes = written.get(id);
      if (bytes === undefined) throw new Error(`There is no file ${id}.`);
      return bytes;
    },
  };
};

export interface FakeMailOrders extends MailOrders {
  readonly sent: readonly MailOrder[];
}

export const fakeMailOrders = (): FakeMailOrders => {
  const sent: MailOrder[] = [];
  return {
    sent,
    send: async (order) => {
      sent.push(order);
    },
  };
};
