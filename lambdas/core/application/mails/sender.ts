/** Whose name and address stand in the From of our mails. */
import type { Mailbox, Settings } from '../../domain/settings/schemas.ts';

/** The mailbox of this address, else the first; SES sends for our own domain alone. */
const mailboxOf = (settings: Settings, mailDomain: string, address: string | null): Mailbox | undefined => {
  const ours = settings.mailboxes.filter((one) => one.address.endsWith(`@${mailDomain}`));
  return ours.find((one) => one.address === address) ?? ours[0];
};

/** `address`: the mailbox that the ticket came to; null for none. */
export const deskSender = (
  settings: Settings,
  mailDomain: string,
  address: string | null,
): { readonly name: string; readonly address: string } => {
  const mailbox = mailboxOf(settings, mailDomain, address);
  return {
    name: mailbox?.senderName ?? settings.desk.name,
    address: mailbox?.address ?? `support@${mailDomain}`,
  };
};
