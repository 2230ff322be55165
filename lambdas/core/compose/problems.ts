/** Merging, problems and outbreaks; apart from the other routes of agents, because few requests are about them. */
import { dynamoClusters, dynamoOutbreaks } from '../adapters/dynamodb/outbreaks.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { dynamoTicketNumbers } from '../adapters/dynamodb/ticket-numbers.ts';
import { answerIncidents } from '../application/problems/answer-incidents.ts';
import {
  type IncidentPorts,
  linkIncidents,
  listIncidents,
  unlinkTicket,
} from '../application/problems/incidents.ts';
import { noticeOutbreaks } from '../application/problems/notice-outbreaks.ts';
import { listOutbreaks, makeProblem } from '../application/problems/outbreaks.ts';
import { mergeTicket, unmergeTicket } from '../application/tickets/merge-ticket.ts';
import { desk, tableOf } from '../compose.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { readEnvironment } from '../runtime/environment.ts';

export const problems = (table: Table, shared: IncidentPorts) => {
  const ports = { ...shared, outbreaks: dynamoOutbreaks(table), numbers: dynamoTicketNumbers(table) };
  return {
    mergeTicket: mergeTicket(ports),
    unmergeTicket: unmergeTicket(ports),
    linkIncidents: linkIncidents(ports),
    unlinkTicket: unlinkTicket(ports),
    listIncidents: listIncidents(ports),
    listOutbreaks: listOutbreaks(ports),
    makeProblem: makeProblem(ports),
  };
};

export const problemsDoor = (environment = readEnvironment('problems')) => {
  const table = tableOf(environment.TABLE_NAME);
  const ports = {
    ...desk(table, environment.CONTENT_BUCKET),
    clusters: dynamoClusters(table),
    outbreaks: dynamoOutbreaks(table),
  };
  const notice = noticeOutbreaks(ports);
  const answer = answerIncidents(ports);
  return async (event: TicketEvent): Promise<void> => {
    await notice(event);
    await answer(event);
  };
};
