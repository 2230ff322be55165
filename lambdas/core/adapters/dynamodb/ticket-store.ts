/** Tickets in the table. */
import type { Clock, TicketStore } from '../../application/ports.ts';
import type { Texts } from '../s3/texts.ts';
import { raiseGeneration } from './raise-generation.ts';
import { saveChange } from './save-change.ts';
import type { Table } from './table.ts';
import {
  commentsPage,
  eventsAfter,
  eventsPage,
  findComment,
  findDescription,
  findTicket,
  findTriage,
  listedTickets,
} from './ticket-reads.ts';
import { viewCount, viewPage } from './ticket-views.ts';

export const dynamoTicketStore = (table: Table, texts: Texts, clock: Clock): TicketStore => ({
  find: (ref) => findTicket(table, ref),
  save: (change) => saveChange(table, change, clock, texts),
  raiseGeneration: (ticketId, from, wait) => raiseGeneration(table, ticketId, from, wait),
  comment: (ticketId, commentId) => findComment(table, texts, ticketId, commentId),
  comments: (ticketId, page) => commentsPage(table, texts, ticketId, page),
  events: (ticketId, page) => eventsPage(table, ticketId, page),
  eventsAfter: (ticketId, version) => eventsAfter(table, ticketId, version),
  triage: (ticketId) => findTriage(table, ticketId),
  view: (view, page) => viewPage(table, view, page),
  count: (view) => viewCount(table, view),
  listed: (ids) => listedTickets(table, ids),
  description: (ticketId) => findDescription(table, texts, ticketId),
});
