/** The door of agents and leads. */
import { dynamoFigures } from '../adapters/dynamodb/figures.ts';
import { dynamoLoads } from '../adapters/dynamodb/loads.ts';
import { dynamoMacroUses } from '../adapters/dynamodb/macro-uses.ts';
import { dynamoMailLedger } from '../adapters/dynamodb/mail-ledger.ts';
import { dynamoSupportHours } from '../adapters/dynamodb/support-hours.ts';
import { sqsMailOrders } from '../adapters/sqs/mail-orders.ts';
import { setAbsence } from '../application/desk/absence.ts';
import { pinCategory } from '../application/desk/pin-category.ts';
import { sameDayFigures } from '../application/figures/same-day.ts';
import { satisfactionFigures } from '../application/figures/satisfaction.ts';
import { askDevelopers } from '../application/issues/ask-developers.ts';
import * as mail from '../application/mail-in/ledger.ts';
import * as changes from '../application/tickets/agent-changes.ts';
import { assignTicket } from '../application/tickets/assign-ticket.ts';
import { bookTime } from '../application/tickets/book-time.ts';
import { bulkChange } from '../application/tickets/bulk-change.ts';
import { escalateTicket } from '../application/tickets/escalate-ticket.ts';
import { getTriage } from '../application/tickets/get-triage.ts';
import { listClocks, listEvents } from '../application/tickets/read-history.ts';
import { clock } from '../compose.ts';
import { later } from '../contracts/later.ts';
import type { DomainError } from '../domain/errors.ts';
import type { ApiDoor } from '../runtime/door.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { problemOf } from '../runtime/problem.ts';
import { apiParts, routesOf } from './api.ts';

/** The words that a refusal would be answered with, for the rows of a bulk change. */
const describe = (error: DomainError) => {
  const { status, type, title } = problemOf(error, '', '');
  return { status, type, title };
};

export const agentDoor = (environment = readEnvironment('agent')): ApiDoor => {
  const { table, ports: shared, door, words } = apiParts(environment);
  const ports = {
    ...shared,
    loads: dynamoLoads(table),
    supportHours: dynamoSupportHours(table),
    figures: dynamoFigures(table),
    ledger: dynamoMailLedger(table, clock),
    mailOrders: sqsMailOrders(environment.INBOUND_QUEUE_URL),
    macroUses: dynamoMacroUses(table),
    describe,
  };
  const problems = later(async () => (await import('./problems.ts')).problems(table, ports));
  const translations = later(async () => (await import('./translations.ts')).translations(table, shared));
  const macros = later(async () => (await import('./macros.ts')).macros(ports));
  return {
    ...door,
    routes: routesOf('agent'),
    operations: {
      changeTicket: changes.changeTicket(ports),
      bulkChange: bulkChange({
        ...ports,
        applyMacro: async (request) => (await macros()).applyMacro(request),
      }),
      listMacros: async (request) => (await macros()).listMacros(request),
      applyMacro: async (request) => (await macros()).applyMacro(request),
      markSpam: changes.markSpam(ports),
      listEvents: listEvents(ports),
      listClocks: listClocks(ports),
      getTriage: getTriage(ports),
      similarTickets: async (request) => (await words()).similarTickets(request),
      listTranslations: async (request) => (await translations()).listTranslations(request),
      assignTicket: assignTicket(ports),
      mergeTicket: async (request) => (await problems()).mergeTicket(request),
      unmergeTicket: async (request) => (await problems()).unmergeTicket(request),
      linkIncidents: async (request) => (await problems()).linkIncidents(request),
      unlinkIncident: async (request) => (await problems()).unlinkTicket(request),
      listIncidents: async (request) => (await problems()).listIncidents(request),
      listOutbreaks: async (request) => (await problems()).listOutbreaks(request),
      makeProblem: async (request) => (await problems()).makeProblem(request),
      bookTime: bookTime(ports),
      setAbsence: setAbsence(ports),
      pinCategory: pinCategory(ports),
      escalateTicket: escalateTicket(ports),
      askDevelopers: askDevelopers(ports),
      returnTicket: changes.returnTicket(ports),
      addParticipant: changes.addParticipant(ports),
      removeParticipant: changes.removeParticipant(ports),
      listMail: mail.listMail(ports),
      getMail: mail.getMail(ports),
      replayMail: mail.replayMail(ports),
      releaseMail: mail.releaseMail(ports),
      discardMail: mail.discardMail(ports),
      satisfactionFigures: satisfactionFigures(ports),
      sameDayFigures: sameDayFigures(ports),
    },
  };
};
