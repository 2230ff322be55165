/** What the variables of a macro become on one ticket. */
import { spokenFix } from '../mail/words.ts';
import { zoneOfRequester } from '../mail/zone.ts';
import { inLanguage } from '../people/language.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { categoryOf } from '../ticket/where.ts';
import type { Triage } from '../triage/triage.ts';
import type { Variable } from './variables.ts';

/** Longest value of a detail: a log is attached, not quoted. In UTF-16 units. */
const LONGEST = 1000;

/** What a text is written for. */
export interface Writing {
  readonly settings: Settings;
  /** Whose words they are; null when they have no name. */
  readonly agentName: string | null;
  /** The ticket in the API, for agents. */
  readonly ticketUrl: string;
  /** Details that analysis found in what was written, by name; the ticket's own go before them. */
  readonly found: Readonly<Record<string, string>>;
  /** The language of the text. */
  readonly locale: string;
  readonly isPublic: boolean;
}

/** Values by variable. */
export interface Words extends Readonly<Record<Variable, string>> {
  readonly details: Readonly<Record<string, string>>;
}

/** What analysis found, as `found` has it. */
export const foundDetails = (triage: Triage | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (triage?.details ?? []).flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const])),
  );

const detailsOf = ({ details }: Ticket, found: Writing['found']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ ...found, ...details }).map(([name, value]) => [
      name,
      value.length > LONGEST ? `${value.slice(0, LONGEST).toWellFormed()}…` : value,
    ]),
  );

/**
 * Absent things are empty. A public text quotes nothing that somebody else may have written in the name of an address
 * that has not proven itself (product.md section 4.9): neither name nor subject nor details.
 */
export const wordsFor = (
  ticket: Ticket,
  { settings, agentName, ticketUrl, found, locale, isPublic }: Writing,
): Words => {
  const { requester, promises } = ticket;
  const quotes = !isPublic || requester.verified;
  const category = categoryOf(settings, ticket.category);
  return {
    'requester.name': (quotes ? requester.name : null) ?? '',
    'requester.email': requester.email,
    'ticket.number': String(ticket.number),
    'ticket.subject': quotes ? ticket.subject : '',
    'ticket.category': category === undefined ? ticket.category : inLanguage(category.name, locale).text,
    'ticket.product':
      settings.desk.products.find(({ id }) => id === ticket.product)?.name ?? ticket.product ?? '',
    'ticket.group': settings.groups.find(({ id }) => id === ticket.groupId)?.name ?? ticket.groupId,
    'ticket.expectedFixAt': spokenFix(promises.expectedFixAt, locale, {
      reader: isPublic ? zoneOfRequester(ticket, settings) : settings.desk.timeZone,
      desk: settings.desk.timeZone,
    }),
    'ticket.link': isPublic ? '' : ticketUrl,
    'agent.name': agentName ?? settings.desk.name,
    'desk.name': settings.desk.name,
    details: quotes ? detailsOf(ticket, found) : {},
  };
};
