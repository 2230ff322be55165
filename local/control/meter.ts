/** Counts every unit that AWS would bill, and what the template costs while nothing happens. */
import type { Call, Interceptor, Reply } from '../kernel/contract.ts';
import type { InvocationWatcher } from '../lambda/functions.ts';
import type { Prices } from './prices.ts';

const ZERO = {
  stateTransitions: 0,
  lambdaRequests: 0,
  lambdaGbSeconds: 0,
  apiRequests: 0,
  dynamodbReadUnits: 0,
  dynamodbWriteUnits: 0,
  sesOut: 0,
  sesIn: 0,
  s3Requests: 0,
  s3Reads: 0,
  sqsRequests: 0,
  busEvents: 0,
  translatedCharacters: 0,
  languageModelInputTokens: 0,
  languageModelOutputTokens: 0,
  logBytes: 0,
};

export type Unit = keyof typeof ZERO;

interface FunctionFigures {
  readonly requests: number;
  readonly gbSeconds: number;
  readonly errors: number;
}

export interface Meter {
  readonly interceptor: Interceptor;
  readonly watcher: InvocationWatcher;
  count(unit: Unit, by?: number): void;
  reset(): void;
  report(): Readonly<Record<string, unknown>>;
}

/** `standingUsdPerMonth` is what the resources cost by being there. */
export function createMeter(prices: Prices, standingUsdPerMonth: number): Meter {
  let units = { ...ZERO };
  let byFunction: Record<string, FunctionFigures> = {};
  const count = (unit: Unit, by = 1): void => {
    units[unit] += by;
  };
  return {
    count,
    interceptor: {
      after(call, reply) {
        if (call.caller !== 'local') countCall(call, reply, count);
      },
    },
    watcher: {
      after({ description, milliseconds, result }) {
        const gbSeconds = (milliseconds / 1000) * (description.memoryMegabytes / 1024);
        count('lambdaRequests');
        count('lambdaGbSeconds', gbSeconds);
        const before = byFunction[description.logicalId] ?? { requests: 0, gbSeconds: 0, errors: 0 };
        byFunction[description.logicalId] = {
          requests: before.requests + 1,
          gbSeconds: before.gbSeconds + gbSeconds,
          errors: before.errors + (result.ok ? 0 : 1),
        };
      },
    },
    reset() {
      units = { ...ZERO };
      byFunction = {};
    },
    report: () => {
      const { s3Reads, ...shown } = units;
      const usd = Object.entries(prices.usdPerUnit).reduce(
        (sum, [unit, price]) =>
          sum + price * (unit === 's3Requests' ? units.s3Requests - s3Reads : units[unit as Unit]),
        0,
      );
      return { ...shown, standingUsdPerMonth, byFunction, usd, pricesAsOf: prices.asOf };
    },
  };
}

const S3_READS = /^(Get|Head)/;
const DYNAMODB_READS = /^(GetItem|BatchGetItem|TransactGetItems|Query|Scan)$/;

function countCall(call: Call, reply: Reply, count: Meter['count']): void {
  switch (call.service) {
    case 'dynamodb':
      count(
        DYNAMODB_READS.test(call.operation) ? 'dynamodbReadUnits' : 'dynamodbWriteUnits',
        consumed(reply),
      );
      break;
    case 's3':
      count('s3Requests');
      if (S3_READS.test(call.operation)) count('s3Reads');
      break;
    case 'sqs':
      count('sqsRequests');
      break;
    case 'events':
      count('busEvents', Array.isArray(call.input.Entries) ? call.input.Entries.length : 1);
      break;
    case 'ses':
      if (call.operation.startsWith('Send')) count('sesOut');
      break;
    case 'bedrock':
      countTokens(reply, count);
      break;
    case 'translate':
      count('translatedCharacters', translated(call, reply));
      break;
    default:
  }
}

/** As the answer says it; a refusal costs nothing. */
function countTokens({ status, body }: Reply, count: Meter['count']): void {
  if (status !== 200) return;
  const { usage } = JSON.parse(body.toString()) as { usage: { inputTokens: number; outputTokens: number } };
  count('languageModelInputTokens', usage.inputTokens);
  count('languageModelOutputTokens', usage.outputTokens);
}

/** Of what was translated, by characters of the source; between a language and itself it is free. */
function translated({ input }: Call, { status }: Reply): number {
  const { Text, SourceLanguageCode, TargetLanguageCode } = input;
  return status === 200 && SourceLanguageCode !== TargetLanguageCode ? [...String(Text)].length : 0;
}

/** With TOTAL there is one flat object per table. Only a key can stand between plain quotes, whatever the items say. */
const CAPACITY = /"ConsumedCapacity":(\[[^\]]*\]|\{[^}]*\})/;

/** A refused write, by its condition for instance, is billed like one that is made; at least one unit. */
function consumed(reply: Reply): number {
  const found = reply.status === 200 ? CAPACITY.exec(reply.body.toString())?.[1] : undefined;
  if (found === undefined) return 1;
  const all = [JSON.parse(found) as { CapacityUnits?: number } | { CapacityUnits?: number }[]].flat();
  return all.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}
