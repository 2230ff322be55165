/** SES, version 1: takes mails to send and keeps them in an outbox. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  type Activity,
  AwsError,
  type Call,
  type Clock,
  REGION,
  type Reply,
  type Service,
} from '../kernel/contract.ts';
import { unknownOperation, xmlReply } from '../wire/reply.ts';
import type { BusEvent } from './events/bus-event.ts';
import { announce } from './ses/announcements.ts';
import { type Announcement, type Outbox, type OutboxMessage, openOutbox } from './ses/outbox.ts';
import { asSent } from './ses/raw-message.ts';
import { readRequest, type SendRequest } from './ses/request.ts';

export interface Ses {
  readonly service: Service;
  readonly outbox: Outbox;
  /** Announces nothing more: who would hear it is closing. What is owed is announced after the next start. */
  hush(): void;
  close(): void;
}

export interface SesOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly activity: Activity;
  /** Verified addresses and domains (with all below them): mail from any other is rejected. */
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
  /**
   * Receives `Email Sent` and what became of the mail, for mails that name a configuration set. An event counts as
   * delivered when this has returned; after a restart it may come again.
   */
  readonly onEvent: (event: BusEvent) => void | Promise<void>;
}

/** Of real time. */
const ANNOUNCED_AFTER_MILLISECONDS = 40;

/** Shaped like SES's own: hexadecimal time, a UUID, a counter. */
const newMessageId = (now: number): string =>
  `0102${Math.floor(now).toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

const isVerified = (identities: readonly string[], address: string): boolean => {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.indexOf('@') + 1);
  return identities.some((given) => {
    const identity = given.toLowerCase();
    return identity.includes('@')
      ? wanted === identity
      : domain === identity || domain.endsWith(`.${identity}`);
  });
};

/** Opens the outbox, and announces what was accepted but not announced before the last stop. */
export const createSes = (options: SesOptions): Ses => {
  const { dataFolder, clock, activity, identities, configurationSets, onEvent } = options;
  const store = openOutbox(dataFolder);
  let hushed = false;

  const announceMail = async (announcement: Announcement): Promise<void> => {
    const end = activity.begin(`SES announces ${announcement.id}`);
    try {
      // On AWS seconds pass; whoever sent the mail has long written down that it is out.
      await setTimeout(ANNOUNCED_AFTER_MILLISECONDS);
      for (const event of announce(announcement, new Date(clock.now()).toISOString())) {
        if (hushed) return;
        await onEvent(event);
      }
      if (!hushed) store.announced(announcement.id);
    } finally {
      end();
    }
  };

  const check = ({ from, source, configurationSet }: SendRequest): void => {
    const failed = [...new Set([source, from])].filter((address) => !isVerified(identities, address));
    if (failed.length > 0) {
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${REGION.toUpperCase()}: ${failed.join(', ')}`,
      );
    }
    if (configurationSet !== undefined && !configurationSets.includes(configurationSet)) {
      throw new AwsError(
        'ConfigurationSetDoesNotExist',
        `Configuration set <${configurationSet}> does not exist.`,
      );
    }
  };

  const send = async (call: Call): Promise<Reply> => {
    const request = await readRequest(call);
    check(request);
    const { parsed, recipients, from, configurationSet } = request;
    const now = clock.now();
    const id = newMessageId(now);
    const raw = asSent(request.raw, `${id}@${REGION}.amazonses.com`, new Date(now));
    const headers = parsed.headers
      .filter(({ key }) => !/^(message-id|bcc|x-ses-.*)$/.test(key))
      .map(({ key, value }) => ({ name: key, value }));
    headers.push({ name: 'message-id', value: `<${id}@${REGION}.amazonses.com>` });
    const message: OutboxMessage = {
      id,
      to: recipients,
      from,
      subject: parsed.subject ?? '',
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      text: parsed.text ?? '',
      html: parsed.html ?? '',
      raw,
      sentAt: new Date(now).toISOString(),
    };
    const announcement: Announcement | undefined =
      configurationSet === undefined
        ? undefined
        : {
            id,
            source: request.source,
            to: recipients,
            sentAt: message.sentAt,
            subject: message.subject,
            headers,
            tags: request.tags,
            configurationSet,
          };
    store.add(message, announcement);
    if (announcement !== undefined) void announceMail(announcement);
    const { operation } = call;
    return xmlReply(
      `<${operation}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${operation}Result><MessageId>${id}</MessageId></${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
    );
  };

  const hush = (): void => {
    hushed = true;
  };

  for (const announcement of store.unannounced()) void announceMail(announcement);

  return {
    service: {
      name: 'ses',
      handle: async (call) => {
        if (call.operation === 'SendRawEmail' || call.operation === 'SendEmail') return send(call);
        throw unknownOperation(call);
      },
    },
    outbox: store,
    hush,
    close: () => {
      hush();
      store.close();
    },
  };
};

export type { Outbox, OutboxMessage };
