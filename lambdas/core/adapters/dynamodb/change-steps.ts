/** The items of the transaction that a change of a ticket is, each with what it means when it is refused. */
import type { TicketChange } from '../../application/records.ts';
import { numberTaken, onceTaken, superseded, surveyTooSoon, versionConflict } from '../../domain/errors.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Texts } from '../s3/texts.ts';
import { rowOfComment } from './comment-row.ts';
import { rowOfEvent } from './event-row.ts';
import { filingSteps } from './filing-steps.ts';
import { incidentKey, numberKey, personKey, surveyKey, ticketKey, triageKey, waitKey } from './keys.ts';
import { loadSteps } from './load-changes.ts';
import { absentOrExpired, rowOfOnce } from './once-row.ts';
import { outbreakStep } from './outbreak-row.ts';
import { numberIn } from './refusals.ts';
import { absent, type Condition, putStep, type Step } from './step.ts';
import { hoursStep } from './support-hours.ts';
import { newTicketRow, ticketAttributes } from './ticket-row.ts';
import { attachStep } from './upload-row.ts';
import { VIEW_KEY_NAMES, viewKeys } from './view-keys.ts';
import { rowOfUnarmedWait } from './wait-row.ts';

const openStep = (table: string, change: TicketChange): Step =>
  putStep(
    table,
    newTicketRow(change.after, change.comments?.[0]?.id ?? null),
    {
      ConditionExpression: 'attribute_not_exists(PK)',
    },
    (row) => versionConflict(numberIn(row, 'version') ?? 0),
  );

/** Only what a change may change is written, so that attributes of later versions of the desk stay. */
const changeStep = (table: string, change: TicketChange, before: Ticket): Step => {
  const attributes: Record<string, unknown> = {
    ...ticketAttributes(change.after),
    ...viewKeys(change.after),
  };
  const names = Object.keys(attributes);
  const gone = VIEW_KEY_NAMES.filter((name) => !(name in attributes));
  const set = `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`;
  const remove = gone.length === 0 ? '' : ` REMOVE ${gone.map((name) => `#${name}`).join(', ')}`;
  return {
    item: {
      Update: {
        TableName: table,
        Key: { ...ticketKey(before.id) },
        UpdateExpression: `${set}${remove}`,
        ConditionExpression: '#version = :readVersion AND #generation = :readGeneration',
        ExpressionAttributeNames: Object.fromEntries([...names, ...gone].map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]])),
          ':readVersion': before.version,
          ':readGeneration': change.generation ?? before.generation,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    refusal: (row) =>
      change.generation !== undefined && numberIn(row, 'generation') !== change.generation
        ? superseded()
        : versionConflict(numberIn(row, 'version') ?? 0),
  };
};

/** From opening and from each new generation until the end there is a row that the sweep can find. */
const waitSteps = (table: string, change: TicketChange, now: string): readonly Step[] => {
  const { before, after } = change;
  if (change.endsWorkflow === true) {
    // It was over before it began.
    if (before === null) return [];
    const Delete = { TableName: table, Key: { ...waitKey(after.id) } };
    return [{ item: { Delete }, refusal: () => superseded() }];
  }
  if (before !== null && after.generation <= before.generation) return [];
  const wakeAt = before === null ? after.createdAt : now;
  const { id: ticketId, generation } = after;
  return [
    putStep(table, rowOfUnarmedWait({ ticketId, generation, wakeAt, failures: 0, failedAt: null }), {}),
  ];
};

/** Whose ticket was marked as spam is not let in by mail without a look, until it is taken back. */
const barSteps = (table: string, { before, after }: TicketChange): readonly Step[] => {
  if (before === null || before.spam === after.spam) return [];
  const Update = {
    TableName: table,
    Key: { ...personKey(after.requester.id) },
    UpdateExpression: 'SET email = :email, barred = :barred',
    ExpressionAttributeValues: { ':email': after.requester.email, ':barred': after.spam },
  };
  return [{ item: { Update }, refusal: () => versionConflict(0) }];
};

/** A problem is asked for its incidents by its own partition. */
const incidentSteps = (table: string, { before, after }: TicketChange): readonly Step[] => {
  const was = before?.problemId ?? null;
  if (was === after.problemId) return [];
  const Delete = was === null ? null : { TableName: table, Key: { ...incidentKey(was, after.id) } };
  return [
    ...(Delete === null ? [] : [{ item: { Delete }, refusal: () => versionConflict(0) }]),
    ...(after.problemId === null ? [] : [putStep(table, { ...incidentKey(after.problemId, after.id) }, {})]),
  ];
};

/** In the order in which their refusals count: the first that was refused is the one that is told. */
export const changeSteps = async (
  table: string,
  change: TicketChange,
  now: string,
  texts: Texts,
): Promise<readonly Step[]> => {
  const { before, after, once, surveyNotSince, triage, filing } = change;
  const comments = await Promise.all((change.comments ?? []).map((comment) => rowOfComment(comment, texts)));
  const surveyed: Condition = {
    ConditionExpression: 'attribute_not_exists(PK) OR offeredAt <= :notSince',
    ExpressionAttributeValues: { ':notSince': surveyNotSince },
  };
  const offeredAt = after.satisfaction.offeredAt ?? after.updatedAt;
  return [
    ...(filing === undefined ? [] : filingSteps(table, filing)),
    ...(once === undefined
      ? []
      : [putStep(table, await rowOfOnce(once, now, texts), absentOrExpired(now), onceTaken)]),
    before === null ? openStep(table, change) : changeStep(table, change, before),
    ...change.events.map((event) =>
      putStep(table, rowOfEvent(event), absent, () => versionConflict(event.version)),
    ),
    ...(before === null
      ? [putStep(table, { ...numberKey(after.number), ticketId: after.id }, absent, numberTaken)]
      : []),
    ...loadSteps(table, change.loads ?? [], after.updatedAt),
    ...(change.hours === undefined ? [] : [hoursStep(table, change.hours, before?.version ?? 0)]),
    ...(surveyNotSince === undefined
      ? []
      : [putStep(table, { ...surveyKey(after.requester.id), offeredAt }, surveyed, surveyTooSoon)]),
    ...comments.map((row) => putStep(table, row, {})),
    ...(change.uploads ?? []).map((one, at) => attachStep(table, { ...one, ticketId: after.id }, at, now)),
    ...(triage === undefined ? [] : [putStep(table, { ...triageKey(after.id), triage }, {})]),
    ...waitSteps(table, change, now),
    ...barSteps(table, change),
    ...incidentSteps(table, change),
    ...(change.outbreak === undefined ? [] : [outbreakStep(table, change.outbreak)]),
  ];
};
