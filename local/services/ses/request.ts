/** Turns SendEmail and SendRawEmail into one thing: a raw message with its envelope. */
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Email } from 'postal-mime';
import { AwsError, type Call } from '../../kernel/contract.ts';
import { headerOf, parseTags } from './raw-message.ts';

/** A mail that somebody asks SES to send. */
export interface SendRequest {
  /** One character a byte. */
  readonly raw: string;
  readonly parsed: Email;
  readonly source: string;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
}

type Form = Readonly<Record<string, string>>;

/** Parameters that SendEmail and SendRawEmail have and that change nothing here: whose identity it is, for policies. */
const PERMITTED =
  /^(Action|Version|Source|SourceArn|FromArn|ReturnPath|ReturnPathArn|ConfigurationSetName|RawMessage\.Data|Destinations\.member\.\d+|Destination\.(To|Cc|Bcc)Addresses\.member\.\d+|ReplyToAddresses\.member\.\d+|Message\.(Subject|Body\.(Text|Html))\.(Data|Charset)|Tags\.member\.\d+\.(Name|Value))$/;

const members = (form: Form, name: string): string[] => {
  const found: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = form[`${name}.member.${index}`];
    if (value === undefined) return found;
    found.push(value);
  }
};

const tagsOf = (form: Form): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const name = form[`Tags.member.${index}.Name`];
    if (name === undefined) return tags;
    tags[name] = form[`Tags.member.${index}.Value`] ?? '';
  }
};

/** `Name <a@b>` → `a@b`. */
export const bareAddress = (text: string): string => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();

const addressesOf = (list: Email['to']): string[] =>
  (list ?? []).flatMap((entry) =>
    entry.group === undefined ? [entry.address ?? ''] : entry.group.map((member) => member.address ?? ''),
  );

const compose = async (form: Form): Promise<Buffer> => {
  const text = form['Message.Body.Text.Data'];
  const html = form['Message.Body.Html.Data'];
  const composer = new MailComposer({
    from: form.Source ?? '',
    to: members(form, 'Destination.ToAddresses'),
    cc: members(form, 'Destination.CcAddresses'),
    replyTo: members(form, 'ReplyToAddresses'),
    subject: form['Message.Subject.Data'] ?? '',
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
  });
  return composer.compile().build();
};

const rawOf = async (call: Call, form: Form): Promise<Buffer> => {
  if (call.operation === 'SendEmail') return compose(form);
  const data = form['RawMessage.Data'];
  if (data === undefined) throw new AwsError('InvalidParameterValue', 'RawMessage.Data is missing.');
  // Version 1 limits what is sent to 10 MB after it was encoded.
  if (data.length > 10 * 1024 * 1024) {
    throw new AwsError('InvalidParameterValue', 'Message length is more than 10485760 bytes long.');
  }
  return Buffer.from(data, 'base64');
};

/** Throws AwsError for parameters that we do not know and for a mail that nobody would get. */
export const readRequest = async (call: Call): Promise<SendRequest> => {
  const form = call.input as Form;
  const unknown = Object.keys(form).find((name) => !PERMITTED.test(name));
  if (unknown !== undefined) {
    throw new AwsError(
      'InvalidParameterValue',
      `The desk on one machine does not know the parameter ${unknown}.`,
    );
  }
  const bytes = await rawOf(call, form);
  const raw = bytes.toString('latin1');
  const parsed = await PostalMime.parse(bytes);
  const from = parsed.from?.address ?? '';
  const named =
    call.operation === 'SendEmail'
      ? ['To', 'Cc', 'Bcc'].flatMap((kind) => members(form, `Destination.${kind}Addresses`))
      : members(form, 'Destinations');
  const recipients =
    named.length > 0
      ? named.map(bareAddress)
      : [parsed.to, parsed.cc, parsed.bcc].flatMap(addressesOf).filter((address) => address !== '');
  if (recipients.length === 0) throw new AwsError('InvalidParameterValue', "Missing required header 'To'.");
  if (recipients.length > 50) throw new AwsError('InvalidParameterValue', 'Recipient count exceeds 50.');
  const malformed = recipients.find((address) => !/^[^\s@]+@[^\s@]+$/.test(address));
  if (malformed !== undefined) {
    throw new AwsError('InvalidParameterValue', `Missing final '@domain': ${malformed}`);
  }
  return {
    raw,
    parsed,
    from,
    source: bareAddress(form.Source ?? from),
    recipients,
    tags: { ...parseTags(headerOf(raw, 'x-ses-message-tags')), ...tagsOf(form) },
    configurationSet: form.ConfigurationSetName ?? headerOf(raw, 'x-ses-configuration-set'),
  };
};
