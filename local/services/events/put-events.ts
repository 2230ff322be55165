/** PutEvents, the one operation of EventBridge that our functions call. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
import { AwsError } from '../../kernel/contract.ts';
import type { BusEvent } from './bus-event.ts';

interface Entry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  /** Seconds since the epoch. */
  readonly Time?: number;
}

const LARGEST_BYTES = 262_144;
const MOST_ENTRIES = 10;

const bytesOf = (entry: Entry): number =>
  (entry.Time === undefined ? 0 : 14) +
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    0,
  );

const failure = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

/** The event of an entry, or why there is none. */
const readEntry = (entry: Entry): BusEvent | ReturnType<typeof failure> => {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name] === undefined || entry[name] === '') {
      return failure(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
    }
  }
  const { Source = '', DetailType = '', Detail = '' } = entry;
  if (Source.startsWith('aws.')) {
    return failure('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  let detail: unknown;
  try {
    detail = JSON.parse(Detail);
  } catch {
    detail = undefined;
  }
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
    return failure('MalformedDetail', 'Detail is malformed.');
  }
  return {
    source: Source,
    detailType: DetailType,
    detail: detail as Record<string, unknown>,
    ...(entry.EventBusName === undefined ? {} : { bus: entry.EventBusName }),
    ...(entry.Resources === undefined ? {} : { resources: entry.Resources }),
    ...(entry.Time === undefined ? {} : { time: new Date(entry.Time * 1000).toISOString() }),
  };
};

/** Accepts each good entry by `put`, which answers its id. Throws AwsError when the request as a whole is not valid. */
export const putEvents = (input: Record<string, unknown>, put: (event: BusEvent) => string): unknown => {
  const entries = Array.isArray(input.Entries) ? (input.Entries as readonly Entry[]) : [];
  if (entries.length === 0 || entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${MOST_ENTRIES}`,
    );
  }
  if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > LARGEST_BYTES) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  const results = entries.map((entry) => {
    const event = readEntry(entry);
    return 'ErrorCode' in event ? event : { EventId: put(event) };
  });
  return {
    FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
    Entries: results,
  };
};
