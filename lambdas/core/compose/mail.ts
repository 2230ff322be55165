/** The doors that mail comes in by; apart from the others, because nobody else needs to read MIME. */
import { dynamoMailClaims } from '../adapters/dynamodb/mail-claims.ts';
import { dynamoMailLedger } from '../adapters/dynamodb/mail-ledger.ts';
import { dynamoPeople } from '../adapters/dynamodb/people.ts';
import { dynamoTicketNumbers } from '../adapters/dynamodb/ticket-numbers.ts';
import { readNotification } from '../adapters/mime/notification.ts';
import { mimeParser } from '../adapters/mime/parser.ts';
import { s3Files } from '../adapters/s3/files.ts';
import { s3RawMails } from '../adapters/s3/raw-mails.ts';
import { mailOrderOf, sqsMailOrders } from '../adapters/sqs/mail-orders.ts';
import { hmacSeals } from '../adapters/system/seals.ts';
import { secretKeys } from '../adapters/system/secret.ts';
import { receiveMail } from '../application/mail-in/receive-mail.ts';
import { sweepMail } from '../application/mail-in/sweep-mail.ts';
import { clock, desk, tableOf } from '../compose.ts';
import { readEnvironment } from '../runtime/environment.ts';

/** An order of ours, or what SES says. */
const read = (body: string) => {
  const order = mailOrderOf(body);
  return order === null ? readNotification(body) : { kind: 'order' as const, order };
};

export const receiveMailDoor = (environment = readEnvironment('receiveMail')) => {
  const table = tableOf(environment.TABLE_NAME);
  return {
    read,
    receive: receiveMail({
      ...desk(table, environment.CONTENT_BUCKET),
      numbers: dynamoTicketNumbers(table),
      people: dynamoPeople(table),
      claims: dynamoMailClaims(table),
      ledger: dynamoMailLedger(table, clock),
      seals: hmacSeals(secretKeys(environment.SECRET_ARN)),
      rawMails: s3RawMails(environment.MAIL_BUCKET),
      files: s3Files(environment.CONTENT_BUCKET),
      parser: mimeParser,
      mailDomain: environment.MAIL_DOMAIN.toLowerCase(),
    }),
  };
};

export const sweepMailDoor = (environment = readEnvironment('sweepMail')) =>
  sweepMail({
    clock,
    ledger: dynamoMailLedger(tableOf(environment.TABLE_NAME), clock),
    rawMails: s3RawMails(environment.MAIL_BUCKET),
    mailOrders: sqsMailOrders(environment.INBOUND_QUEUE_URL),
  });
