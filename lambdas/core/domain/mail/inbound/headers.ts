/** Reading the headers of an inbound message by name. */
import type { InboundMessage } from './message.ts';

/** Longer values are read up to here: a header is written by whoever sends the mail. */
const VALUE_MOST = 100_000;

type WithHeaders = Pick<InboundMessage, 'headers'>;

/** Every value of the header, first one first; `name` in lower case. */
export const headersNamed = (message: WithHeaders, name: string): readonly string[] =>
  message.headers
    .filter((header) => header.name === name)
    .map(({ value }) => value.slice(0, VALUE_MOST).trim());

/** The first value of the header in lower case, without its parameters (`; …`); null when there is none. */
export const headerWord = (message: WithHeaders, name: string): string | null => {
  const first = headersNamed(message, name).at(0);
  return first === undefined ? null : first.split(';', 1).join('').trim().toLowerCase();
};

export const hasHeader = (message: WithHeaders, name: string): boolean =>
  message.headers.some((header) => header.name === name);
