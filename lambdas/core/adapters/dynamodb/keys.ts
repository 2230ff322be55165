/** Every key of the table; docs/access-patterns.md lists which question each answers. */
import { createHash } from 'node:crypto';
import { EVENT_SORT_PREFIX } from '../../contracts/indexes.ts';
import { messageIdKey } from '../../domain/mail/inbound/threading.ts';
import type { Line } from '../../domain/ticket/words.ts';
import type { Cluster } from '../../domain/triage/outbreak.ts';

/** Under the names of contracts/indexes.ts. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

const key = (PK: string, SK: string): Key => ({ PK, SK });

const TICKET_PREFIX = 'TICKET#';
export const COMMENT_SORT_PREFIX = 'COMMENT#';
export const MAIL_SORT_PREFIX = 'MAIL#';

/** What sorts after every text that starts with the prefix. */
export const endOf = (prefix: string): string => `${prefix}\uffff`;

export const ticketPartition = (ticketId: string): string => `${TICKET_PREFIX}${ticketId}`;
export const ticketIdOf = (partition: string): string => partition.slice(TICKET_PREFIX.length);

export const ticketKey = (ticketId: string): Key => key(ticketPartition(ticketId), 'TICKET');
/** Ten digits sort as text as they do as numbers. */
export const eventSort = (version: number): string =>
  `${EVENT_SORT_PREFIX}${String(version).padStart(10, '0')}`;
export const eventKey = (ticketId: string, version: number): Key =>
  key(ticketPartition(ticketId), eventSort(version));
export const commentKey = (ticketId: string, commentId: string): Key =>
  key(ticketPartition(ticketId), `${COMMENT_SORT_PREFIX}${commentId}`);
export const waitKey = (ticketId: string): Key => key(ticketPartition(ticketId), 'WAIT');
export const triageKey = (ticketId: string): Key => key(ticketPartition(ticketId), 'TRIAGE');
/** The address is hashed: a sort key ends at 1,024 bytes, and keys travel further than rows. */
export const mailKey = (ticketId: string, eventId: string, recipient: string): Key => {
  const hash = createHash('sha256').update(recipient).digest('hex').slice(0, 24);
  return key(ticketPartition(ticketId), `${MAIL_SORT_PREFIX}${eventId}#${hash}`);
};
export const issueKey = (ticketId: string, issueId: string): Key =>
  key(ticketPartition(ticketId), `ISSUE#${issueId}`);

/** The address is hashed as in `mailKey`. */
export const remindersPartition = (recipient: string): string =>
  `REMINDERS#${createHash('sha256').update(recipient).digest('hex').slice(0, 24)}`;
export const reminderKey = (recipient: string, remindedAt: string, eventId: string): Key =>
  key(remindersPartition(recipient), `${remindedAt}#${eventId}`);

export const numberKey = (number: number): Key => key(`NUMBER#${number}`, 'NUMBER');
export const counterKey = key('COUNTER', 'TICKETS');
/** The scope holds a key that the caller chose, so it is hashed to a bounded length. */
export const onceKey = (scope: string): Key =>
  key(`ONCE#${createHash('sha256').update(scope).digest('hex')}`, 'ONCE');
export const uploadKey = (id: string): Key => key(`UPLOAD#${id}`, 'UPLOAD');
export const settingsPartition = 'SETTINGS';
export const settingsKey = (kind: string): Key => key(settingsPartition, kind);
export const revisionKey = key(settingsPartition, 'REVISION');
export const followedKeys = {
  terms: key(settingsPartition, 'FOLLOWED'),
  agents: key(settingsPartition, 'FOLLOWED#AGENTS'),
} as const;
export const keysPartition = 'KEYS';
export const machineKeyKey = (id: string): Key => key(keysPartition, `KEY#${id}`);
export const loadKey = (agentId: string): Key => key(`AGENT#${agentId}`, 'LOAD');
export const personKey = (personId: string): Key => key(`PERSON#${personId}`, 'PERSON');
export const surveyKey = (personId: string): Key => key(`PERSON#${personId}`, 'SURVEY');
export const messageKey = (messageId: string): Key => key(`MESSAGE#${messageId}`, 'MESSAGE');
const LEDGER_PREFIX = 'LEDGER#';
export const ledgerKey = (sesId: string): Key => key(`${LEDGER_PREFIX}${sesId}`, 'LEDGER');
export const ledgerIdOf = (partition: string): string => partition.slice(LEDGER_PREFIX.length);
/** Message-ID and fingerprint come from strangers, so they are hashed to a bounded length. */
export const duplicateKey = (text: string): Key =>
  key(`MAILED#${createHash('sha256').update(text).digest('hex')}`, 'MAILED');
export const acknowledgedKey = (personId: string): Key => key(`PERSON#${personId}`, 'ACKNOWLEDGED');
/** Of a Message-ID header, in the spelling of inbound/threading.ts: SES's own without their domain, as `send` answers. */
export const headerMessageKey = (messageId: string): Key => {
  const known = messageIdKey(messageId) ?? messageId;
  return messageKey(known.length <= 200 ? known : createHash('sha256').update(known).digest('hex'));
};
export const satisfactionPartition = (period: string): string => `FIGURE#SATISFACTION#${period}`;
export const satisfactionKey = (period: string, ticketId: string, offeredAt: string): Key =>
  key(satisfactionPartition(period), `${ticketId}#${offeredAt}`);
export const waitsPartition = (date: string): string => `FIGURE#WAITS#${date}`;
/** The ticket stands first, so that rows which are written at one time lie apart. */
export const waitFactKey = (ticketId: string, since: string): Key =>
  key(waitsPartition(since.slice(0, 10)), `${ticketId}#${since}`);
export const hoursKey = (organizationId: string, period: string): Key =>
  key(`ORGANIZATION#${organizationId}`, `HOURS#${period}`);
export const macroUsesPartition = (category: string): string => `MACRO-USES#${category}`;
export const macroUseKey = (category: string, macro: string): Key => key(macroUsesPartition(category), macro);
export const usedMacroKey = (eventId: string): Key => key(`MACRO-USED#${eventId}`, 'MACRO-USED');
const INCIDENT_SORT_PREFIX = 'INCIDENT#';
export const incidentKey = (problemId: string, ticketId: string): Key =>
  key(ticketPartition(problemId), `${INCIDENT_SORT_PREFIX}${ticketId}`);
export const incidentIdOf = (sort: string): string => sort.slice(INCIDENT_SORT_PREFIX.length);
export const incidentRange = (problemId: string) => ({
  partition: ticketPartition(problemId),
  from: INCIDENT_SORT_PREFIX,
  to: endOf(INCIDENT_SORT_PREFIX),
});
const clusterName = ({ category, product }: Cluster): string => `${category}#${product ?? ''}`;
export const clusterPartition = (cluster: Cluster): string => `CLUSTER#${clusterName(cluster)}`;
export const clusterHourSort = (hour: string): string => `HOUR#${hour}`;
export const clusterHourKey = (cluster: Cluster, hour: string): Key =>
  key(clusterPartition(cluster), clusterHourSort(hour));
export const clusterTicketSort = (createdAt: string): string => `TICKET#${createdAt}`;
export const clusterTicketKey = (cluster: Cluster, createdAt: string, ticketId: string): Key =>
  key(clusterPartition(cluster), `${clusterTicketSort(createdAt)}#${ticketId}`);
export const outbreaksPartition = 'OUTBREAKS';
export const outbreakKey = (cluster: Cluster): Key => key(outbreaksPartition, clusterName(cluster));
const TRANSLATION_SORT_PREFIX = 'TRANSLATION#';
export const translationKey = (ticketId: string, id: string): Key =>
  key(ticketPartition(ticketId), `${TRANSLATION_SORT_PREFIX}${id}`);
export const translationIdOf = (sort: string): string => sort.slice(TRANSLATION_SORT_PREFIX.length);
export const translatedKey = (day: string): Key => key(`TRANSLATED#${day}`, 'TRANSLATED');
export const rateKey = (who: string, minute: string): Key => key(`RATE#${who}#${minute}`, 'RATE');
/** What a language model was asked about it, and said. */
export const opinionKey = (ticketId: string): Key => key(ticketPartition(ticketId), 'OPINION');
/** `2026-11-22`. */
export const languageModelCallsKey = (day: string): Key => key(`LANGUAGE-MODEL#${day}`, 'CALLS');

/** What is indexed of a ticket. */
export const wordsKey = (ticketId: string): Key => key(ticketPartition(ticketId), 'WORDS');
/** Stems that begin with the same two letters stand together, so that the beginning of a word is a range. */
export const stemPartition = (stem: string): string => `STEM#${[...stem].slice(0, 2).join('')}`;
/** Stems hold no `#`, which sorts before all that they hold. */
export const stemSort = (stem: string, ticketId: string): string => `${stem}#${ticketId}`;
export const stemKey = (stem: string, ticketId: string): Key =>
  key(stemPartition(stem), stemSort(stem, ticketId));

/** One partition takes 1,000 writes a second and then throttles the whole table: busy views are split in four. */
export const SHARDS = [0, 1, 2, 3] as const;
export const shardOf = (ticketId: string): number => {
  let sum = 0;
  for (const letter of ticketId) sum += letter.charCodeAt(0);
  return sum % SHARDS.length;
};

export const modelsPartition = 'MODEL';
export const modelKey = key(modelsPartition, 'ACTIVE');
export const trainingKey = key(modelsPartition, 'TRAINING');
export const MODEL_SORT_PREFIX = 'VERSION#';
export const modelVersionKey = (version: string): Key =>
  key(modelsPartition, `${MODEL_SORT_PREFIX}${version}`);
export const ACTIVATION_SORT_PREFIX = 'ACTIVATION#';
export const activationKey = (at: string, version: string): Key =>
  key(modelsPartition, `${ACTIVATION_SORT_PREFIX}${at}#${version}`);
export const examplePartition = (shard: number): string => `EXAMPLE#${shard}`;
export const exampleKey = (ticketId: string): Key => key(examplePartition(shardOf(ticketId)), ticketId);

export const requesterView = (personId: string): string => `REQUESTER#${personId}`;
export const assigneeView = (agentId: string): string => `AGENT#${agentId}`;
export const unassignedView = (line: Line): string => `UNASSIGNED#${line}`;
export const groupView = (groupId: string): string => `GROUP#${groupId}`;
export const lineView = (line: Line, shard: number): string => `LINE#${line}#${shard}`;
export const solvedView = (line: Line, shard: number): string => `SOLVED#${line}#${shard}`;
export const wakeView = (shard: number): string => `WAKE#${shard}`;
export const wakeSort = (wakeAt: string, ticketId: string): string => `${wakeAt}#${ticketId}`;
export const mailMonthView = (month: string): string => `MAIL#${month}`;
export const mailTicketView = (ticketId: string): string => `MAIL#${ticketId}`;
export const quarantineView = 'MAIL#QUARANTINE';
export const mailSort = (receivedAt: string, sesId: string): string => `${receivedAt}#${sesId}`;
