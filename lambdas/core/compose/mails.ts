/** The doors that mail goes out by, and that hear what became of it. */
import { dynamoMailClaims } from '../adapters/dynamodb/mail-claims.ts';
import { dynamoMailLedger } from '../adapters/dynamodb/mail-ledger.ts';
import { dynamoPeople } from '../adapters/dynamodb/people.ts';
import { dynamoReminders } from '../adapters/dynamodb/reminders.ts';
import { s3Files } from '../adapters/s3/files.ts';
import { sesMailer } from '../adapters/ses/mailer.ts';
import { sqsReminderOrders } from '../adapters/sqs/reminder-orders.ts';
import { hmacSeals } from '../adapters/system/seals.ts';
import { secretKeys } from '../adapters/system/secret.ts';
import { notify } from '../application/mails/notify.ts';
import { recordMail } from '../application/mails/record-mail.ts';
import { sendReminders } from '../application/mails/send-reminders.ts';
import { tellOfQuarantine } from '../application/mails/tell-of-quarantine.ts';
import { clock, desk, tableOf } from '../compose.ts';
import { readEnvironment, readRegion } from '../runtime/environment.ts';

export const notifyDoor = (environment = readEnvironment('notify')) => {
  const table = tableOf(environment.TABLE_NAME);
  const ports = {
    ...desk(table, environment.CONTENT_BUCKET),
    seals: hmacSeals(secretKeys(environment.SECRET_ARN)),
    claims: dynamoMailClaims(table),
    people: dynamoPeople(table),
    ledger: dynamoMailLedger(table, clock),
    files: s3Files(environment.CONTENT_BUCKET),
    reminders: dynamoReminders(table),
    reminderOrders: sqsReminderOrders(environment.MAIL_QUEUE_URL),
    mailer: sesMailer({ configurationSet: environment.CONFIGURATION_SET, region: readRegion() }),
    baseUrl: environment.BASE_URL,
    mailDomain: environment.MAIL_DOMAIN,
  };
  return { event: notify(ports), hour: tellOfQuarantine(ports), reminders: sendReminders(ports) };
};

export const recordMailDoor = () => {
  const table = tableOf(readEnvironment('recordMail').TABLE_NAME);
  return recordMail({ claims: dynamoMailClaims(table), people: dynamoPeople(table) });
};
