/** List prices, and what the template's resources cost by standing there. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const pricesSchema = z.object({
  /** The day on which the list was read, ISO 8601. */
  asOf: z.string(),
  /** Dollars for one of each unit of the meter. */
  usdPerUnit: z.object({
    stateTransitions: z.number(),
    lambdaRequests: z.number(),
    lambdaGbSeconds: z.number(),
    apiRequests: z.number(),
    dynamodbReadUnits: z.number(),
    dynamodbWriteUnits: z.number(),
    sesOut: z.number(),
    sesIn: z.number(),
    s3Requests: z.number(),
    s3Reads: z.number(),
    sqsRequests: z.number(),
    busEvents: z.number(),
    translatedCharacters: z.number(),
    languageModelInputTokens: z.number(),
    languageModelOutputTokens: z.number(),
    logBytes: z.number(),
  }),
  /** Dollars a month for one resource of a CloudFormation type. */
  usdPerMonth: z.record(z.string(), z.number()),
  /** Dollars a month for a queue that a function polls, by empty receives. */
  polledQueueUsdPerMonth: z.number(),
});

export type Prices = z.infer<typeof pricesSchema>;

export function readPrices(path: string): Prices {
  return pricesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** `counts` by resource type. */
export function standingUsdPerMonth(
  prices: Prices,
  counts: Readonly<Record<string, number>>,
  polledQueues: number,
): number {
  const resources = Object.entries(counts).reduce(
    (sum, [type, count]) => sum + count * (prices.usdPerMonth[type] ?? 0),
    0,
  );
  return resources + polledQueues * prices.polledQueueUsdPerMonth;
}
