/** The same for up to 100 tickets, each in a transaction of its own, with a result for each. */
import { DomainError } from '../../domain/errors.ts';
import type { Outcome, Request } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { once } from './once.ts';
import { parseRef } from './visible.ts';

export interface BulkResult {
  readonly ticket: string;
  readonly status: number;
  readonly version: number | null;
  readonly error: { readonly type: string; readonly title: string; readonly detail: string } | null;
}

/** How many tickets are changed at once: enough to be quick, few enough not to crowd out others. */
export const ABREAST = 8;

export interface EachPorts extends Pick<Ports, 'tickets'> {
  /** The words and the status that a refusal has when it is answered alone. */
  readonly describe: (error: DomainError) => {
    readonly status: number;
    readonly type: string;
    readonly title: string;
  };
}

/** The same text for two spellings of one ticket. Numbers are looked up only beside ids, which they may be another name of. */
const namesOf = async (
  { tickets }: Pick<Ports, 'tickets'>,
  spellings: readonly string[],
): Promise<readonly string[]> => {
  const refs = spellings.map(parseRef);
  const isMixed = refs.some((ref) => typeof ref === 'string');
  return Promise.all(
    refs.map(async (ref) =>
      typeof ref === 'number' && isMixed ? ((await tickets.find(ref))?.id ?? `${ref}`) : `${ref}`,
    ),
  );
};

/** Each once, however it is spelt, a few at a time; what is refused is told in its result, and any other error is thrown. */
export const eachOf = async (
  ports: EachPorts,
  tickets: readonly string[],
  change: (ticket: string) => Promise<Outcome<unknown>>,
): Promise<readonly BulkResult[]> => {
  const attempt = async (ticket: string): Promise<BulkResult> => {
    try {
      const { version } = await change(ticket);
      return { ticket, status: 200, version: version ?? null, error: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { status, type, title } = ports.describe(error);
      const named = error.problems.map((one) => `${one.path} ${one.message}`).join('; ');
      return {
        ticket,
        status,
        version: null,
        error: { type, title, detail: named === '' ? error.message : named },
      };
    }
  };
  const spellings = [...new Set(tickets)];
  const names = await namesOf(ports, spellings);
  const asked = [...new Set(names)];
  const results: BulkResult[] = [];
  for (let from = 0; from < asked.length; from += ABREAST)
    results.push(...(await Promise.all(asked.slice(from, from + ABREAST).map(attempt))));
  const resultOf = new Map(asked.map((name, at) => [name, results[at]]));
  return spellings.flatMap((ticket, at) => {
    const result = resultOf.get(names[at] ?? ticket);
    return result === undefined ? [] : [{ ...result, ticket }];
  });
};

/** An answer to a caller, who gets the same one when they ask again with their key. */
export const answered = async <T>(
  ports: Pick<Ports, 'once'>,
  request: Pick<Request<unknown>, 'once'>,
  outcome: Outcome<T>,
): Promise<Outcome<T>> => {
  const row = once(request.once, outcome);
  if (row !== null) await ports.once.keep(row);
  return outcome;
};
