/** Reports about deliveries in the standard form (RFC 3464), and which mail they are about. */
import type { DeliveryReport } from '../../domain/mail/inbound/message.ts';
import { bounceInText } from './bounce-texts.ts';
import { decodedText } from './charset.ts';
import { idsIn } from './senders.ts';
import { type MimePart, readableHeader } from './structure.ts';
import { decodedBytes } from './transfer.ts';
import { oneLine } from './words.ts';

type Recipient = DeliveryReport['recipients'][number];

const STATUS_TYPES: ReadonlySet<string> = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
]);
const ORIGINAL_TYPES: ReadonlySet<string> = new Set([
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global-headers',
]);
const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

const LONGEST_REPORT = 256 * 1024;
const LONGEST_DIAGNOSTIC = 500;

const leavesOf = (part: MimePart): readonly MimePart[] =>
  part.children.length === 0 ? [part] : part.children.flatMap(leavesOf);

const textOf = (part: MimePart): string =>
  decodedText(
    decodedBytes(part.body, part.encoding).subarray(0, LONGEST_REPORT),
    part.type.parameters.get('charset') ?? null,
  ).replaceAll(/\r\n?/g, '\n');

/** The field groups of a status: one about the message, then one for each recipient. */
const groupsOf = (text: string): readonly ReadonlyMap<string, string>[] =>
  text
    .replaceAll(/\n[ \t]+(?=\S)/g, ' ')
    .split(/\n[ \t]*\n/)
    .map(
      (group) =>
        new Map(
          group.split('\n').flatMap((line) => {
            const colon = line.indexOf(':');
            return colon < 1
              ? []
              : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
          }),
        ),
    );

/** `rfc822; Ann@Example.com`; the address may be in brackets, and in xtext (RFC 3461 section 4) when it is the original. */
const addressOf = (field: string | undefined): string | null => {
  const value = (field ?? '')
    .replace(/^[^;]*;/, '')
    .trim()
    .replace(/^<|>$/g, '');
  const email = value.replaceAll(/\+([0-9A-F]{2})/g, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[+=]/.test(character) ? character : whole;
  });
  return /^[^\s@]+@[^\s@]+$/.test(email) ? oneLine(email).toLowerCase() : null;
};

const recipientOf = (group: ReadonlyMap<string, string>): readonly Recipient[] => {
  // The original recipient is the one that we wrote to; a forwarder's own choice is not known here.
  const email = addressOf(group.get('original-recipient')) ?? addressOf(group.get('final-recipient'));
  if (email === null) return [];
  const word = (group.get('action') ?? '').toLowerCase();
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(group.get('status') ?? '')?.[0] ?? null;
  const byStatus =
    status?.startsWith('4') === true ? 'delayed' : status?.startsWith('2') === true ? 'delivered' : 'failed';
  const diagnostic = oneLine(group.get('diagnostic-code') ?? '')
    .replace(/^[\w-]+\s*;\s*/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_DIAGNOSTIC)
    .toWellFormed();
  return [
    {
      email,
      action: ACTIONS.find((action) => word.startsWith(action)) ?? byStatus,
      status,
      diagnostic: diagnostic === '' ? null : diagnostic,
    },
  ];
};

/** From the returned message or its headers; else from the report's own reference. */
const originalIdOf = async (root: MimePart, leaves: readonly MimePart[]): Promise<string | null> => {
  for (const leaf of leaves) {
    if (leaf === root || !ORIGINAL_TYPES.has(leaf.type.value)) continue;
    const { email } = await readableHeader(decodedBytes(leaf.body, leaf.encoding));
    const [id] = idsIn(email.messageId);
    if (id !== undefined) return id;
  }
  const { email } = root.header;
  return idsIn(email.inReplyTo)[0] ?? idsIn(email.references).at(-1) ?? null;
};

/** Null for a mail that is no report. `text` is its body; `isNullSender` says that the envelope's sender was empty. */
export const readReport = async (
  root: MimePart,
  text: string,
  isNullSender: boolean,
): Promise<DeliveryReport | null> => {
  const leaves = leavesOf(root);
  const statuses = leaves.filter((leaf) => leaf !== root && STATUS_TYPES.has(leaf.type.value));
  const recipients = statuses.flatMap((leaf) => groupsOf(textOf(leaf)).flatMap(recipientOf));
  if (recipients.length > 0) return { recipients, originalMessageId: await originalIdOf(root, leaves) };
  const found = bounceInText(root.header, text, isNullSender);
  if (found === null) return null;
  return {
    recipients: found.recipients,
    originalMessageId: found.originalMessageId ?? (await originalIdOf(root, leaves)),
  };
};
