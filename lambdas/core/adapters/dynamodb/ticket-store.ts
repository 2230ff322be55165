/** Tickets in the table. */
import type { Clock, TicketStore } from '../../application/ports.ts';
import type { Texts } from '../s3/texts.ts';
import { raiseGeneration } from './raise-generation.ts';
import { saveChanges } from './save-change.ts';
import type { Table } from './table.ts';
import {
  commentsPage,
  eventsAfter,
  eventsPage,
  findComment,
  findDescription,
  findTicket,
  findTriage,
  incidentsPage,
  listedTickets,
} from './ticket-reads.ts';
import { viewCount, viewPage } from './ticket-views.ts';

export const dynamoTicketStore = (table: Table, texts: Texts, clock: Clock): TicketStore => ({
  find: (ref) => findTicket(table, ref),
  save: (change) => saveChanges(table, [change], clock, texts),
  saveTogether: (changes) => saveChanges(table, changes, clock, texts),
  raiseGeneration: (ticketId, from, wait) => raiseGeneration(table, ticketId, from, wait),
  comment: (ticketId, commentId) => findComment(table, texts, ticketId, commentId),
  comments: (of, page) => commentsPage(table, texts, of, page),
  events: (ticketId, page) => eventsPage(table, ticketId, page),
  eventsAfter: (ticketId, version) => eventsAfter(table, ticketId, version),
  triage: (ticketId) => findTriage(table, ticketId),
  view: (view, page) => viewPage(table, view, page),
  count: (view) => viewCount(table, view),
  listed: (ids) => listedTickets(table, ids),
  incidents: (problemId, page) => incidentsPage(table, problemId, page),
  description: (ticketId) => findDescription(table, texts, ticketId),
});
