/** A message itself, from the bucket of raw mail: the API tells of mail, the bucket has it. */
import { mimeParser } from '../../../lambdas/core/adapters/mime/parser.ts';
import { splitMail } from '../../../lambdas/core/domain/mail/inbound/visible/split.ts';
import { sesIdOf } from '../../../lambdas/core/domain/mail/ledger.ts';
import { ledgerIn } from '../aws/ledger.ts';
import { mailBucket } from '../aws/mail-bucket.ts';
import { findDesk, type Whereabouts } from '../aws/place.ts';
import { Refused } from '../http.ts';
import { printable, shortly } from './printable.ts';

/** The bytes as they came in, with what SES put on top. Throws Refused, and what AWS says to this operator. */
export const rawMessage = async (where: Whereabouts, id: string): Promise<Buffer> => {
  const { access, outputs } = await findDesk(where);
  const [row] = await ledgerIn(access, outputs.TableName)([sesIdOf(id)]);
  if (row === undefined) throw new Refused(`there is no ${id} in the ledger`);
  const raw = await mailBucket(access, outputs.MailBucketName).read(row.objectKey);
  if (raw === null) throw new Refused(`the bucket has no ${row.objectKey} any more (keepMailDays)`);
  return raw;
};

const LONGEST_HEADER = 300;

/** Headers decoded, then what the person wrote this time; SES's own headers are left out. */
export const messageLines = async (raw: Buffer): Promise<readonly string[]> => {
  const nobody = { from: '', to: [] };
  const verdicts = { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'none', virus: 'none' } as const;
  const arrival = { sesId: '', receivedAt: '', envelope: nobody, verdicts };
  const mail = await mimeParser.parse(raw, arrival);
  const { headers } = mail.kind === 'read' ? mail.message : mail;
  const body =
    mail.kind === 'read' ? splitMail(mail.message.text, mail.message.subject).visible : `(${mail.reason})`;
  return [
    ...headers.map(({ name, value }) => `${name}: ${shortly(value, LONGEST_HEADER)}`),
    '',
    ...printable(body).split('\n'),
  ];
};
