/**
 * Mail of another desk that an operator has fed in. What is special about it stands in its object's key, so that
 * whoever meets the object knows: the order that names it, the sweep that finds it, and a replay years later (ADR 15).
 */
import { headersNamed } from './headers.ts';
import type { InboundMessage, Verdicts } from './message.ts';

export interface Import {
  /** The conversation is over: it is kept and found, and nothing is done about it. */
  readonly history: boolean;
  /** The address of ours that it is for, as the operator said; null: whichever its headers name. */
  readonly to: string | null;
}

const PREFIX = 'import/';
const NOBODY = '-';
const KEY = /^import\/(history|open)\/(.+)\/[^/]+$/;

/** Tag of every ticket that imported mail has opened. */
export const IMPORTED_TAG = 'imported';

/** Where the raw message lies in the mail bucket; the last segment is its id, as with SES. */
export const importKey = (id: string, { history, to }: Import): string =>
  `${PREFIX}${history ? 'history' : 'open'}/${to ?? NOBODY}/${id}`;

/** Null for mail that SES has received. */
export const importOf = (objectKey: string): Import | null => {
  const [, age, to = NOBODY] = KEY.exec(objectKey) ?? [];
  return age === undefined ? null : { history: age === 'history', to: to === NOBODY ? null : to };
};

/** Nobody has judged or scanned it. */
const UNJUDGED: Verdicts = { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'none', virus: 'none' };

/** Not the null sender: only reports of mail servers come from that, and a person must look at this one. */
const UNKNOWN = 'unknown';

/**
 * How it would have come: the sender of its Return-Path, where the other desk's server left one (RFC 5321, section
 * 4.4), else of its From; at the time of the import.
 */
export const importedArrival = (
  seen: Pick<InboundMessage, 'headers' | 'from'>,
  about: { readonly sesId: string; readonly receivedAt: string; readonly to: string | null },
): Pick<InboundMessage, 'sesId' | 'receivedAt' | 'envelope' | 'verdicts'> => {
  const [path] = headersNamed(seen, 'return-path');
  const bounced = path?.replaceAll(/[<>\s]/g, '').toLowerCase();
  return {
    sesId: about.sesId,
    receivedAt: about.receivedAt,
    envelope: {
      from: bounced ?? seen.from?.email ?? UNKNOWN,
      to: about.to === null ? [] : [about.to.toLowerCase()],
    },
    verdicts: UNJUDGED,
  };
};

/** When it was written, as its Date says; `now` when that cannot be read or lies ahead. */
export const writtenAt = (message: Pick<InboundMessage, 'headers'>, now: string): string => {
  const [date = ''] = headersNamed(message, 'date');
  const at = Date.parse(date);
  return Number.isNaN(at) || at < 0 || at > Date.parse(now) ? now : new Date(at).toISOString();
};
