/** The only hallway where adapters meet use cases: one function for each door, called once per instance at cold start. */
import { documentClient } from './adapters/dynamodb/client.ts';
import { dynamoFigures } from './adapters/dynamodb/figures.ts';
import { dynamoKeyStore } from './adapters/dynamodb/key-store.ts';
import { dynamoLoads } from './adapters/dynamodb/loads.ts';
import { dynamoMacroUses } from './adapters/dynamodb/macro-uses.ts';
import { dynamoMailClaims } from './adapters/dynamodb/mail-claims.ts';
import { dynamoMailLedger } from './adapters/dynamodb/mail-ledger.ts';
import { dynamoOnceStore } from './adapters/dynamodb/once-store.ts';
import { dynamoPeople } from './adapters/dynamodb/people.ts';
import { dynamoRateCounter } from './adapters/dynamodb/rate-counter.ts';
import { DynamoSettingsStore } from './adapters/dynamodb/settings-store.ts';
import { dynamoSupportHours } from './adapters/dynamodb/support-hours.ts';
import { Table } from './adapters/dynamodb/table.ts';
import { dynamoTicketNumbers } from './adapters/dynamodb/ticket-numbers.ts';
import { dynamoTicketStore } from './adapters/dynamodb/ticket-store.ts';
import { dynamoUploads } from './adapters/dynamodb/uploads.ts';
import { s3FileLinks } from './adapters/s3/links.ts';
import { s3Texts } from './adapters/s3/texts.ts';
import { s3UploadSpace } from './adapters/s3/upload-space.ts';
import { sqsMailOrders } from './adapters/sqs/mail-orders.ts';
import { systemClock } from './adapters/system/clock.ts';
import { ulidIds } from './adapters/system/ids.ts';
import { verifyOidc } from './adapters/system/jwt.ts';
import { newSecret } from './adapters/system/new-secret.ts';
import { hmacSeals } from './adapters/system/seals.ts';
import { secretKeys } from './adapters/system/secret.ts';
import { setAbsence } from './application/desk/absence.ts';
import { createKey, deleteKey, listKeys } from './application/desk/keys.ts';
import { limitRate } from './application/desk/limit-rate.ts';
import { me } from './application/desk/me.ts';
import { pinCategory } from './application/desk/pin-category.ts';
import { getSettings, putSettings } from './application/desk/settings.ts';
import { sameDayFigures } from './application/figures/same-day.ts';
import { satisfactionFigures } from './application/figures/satisfaction.ts';
import { askDevelopers } from './application/issues/ask-developers.ts';
import * as mail from './application/mail-in/ledger.ts';
import { openPageToken } from './application/pages/links.ts';
import { addComment } from './application/tickets/add-comment.ts';
import * as changes from './application/tickets/agent-changes.ts';
import { assignTicket } from './application/tickets/assign-ticket.ts';
import { bookTime } from './application/tickets/book-time.ts';
import { bulkChange } from './application/tickets/bulk-change.ts';
import { createUpload } from './application/tickets/create-upload.ts';
import { escalateTicket } from './application/tickets/escalate-ticket.ts';
import { getAttachment } from './application/tickets/get-attachment.ts';
import { getTicket } from './application/tickets/get-ticket.ts';
import { listComments } from './application/tickets/list-comments.ts';
import { listTickets } from './application/tickets/list-tickets.ts';
import { openTicket } from './application/tickets/open-ticket.ts';
import { getTriage, listClocks, listEvents } from './application/tickets/read-history.ts';
import type { Environment } from './contracts/environment.ts';
import { later } from './contracts/later.ts';
import { doorOf } from './contracts/route.ts';
import { ROUTES, type RouteId } from './contracts/routes.ts';
import type { DomainError } from './domain/errors.ts';
import { permission } from './domain/people/access.ts';
import type { ApiDoor } from './runtime/door.ts';
import { readEnvironment, readRegion, readS3Endpoint } from './runtime/environment.ts';
import { identify } from './runtime/identity.ts';
import { problemOf } from './runtime/problem.ts';

export const clock = systemClock;

export const tableOf = (name: string): Table => new Table(documentClient(), name);

/** What nearly every use case needs: the tickets, the settings they are judged by, time and names. */
export const desk = (table: Table, bucket: string) => {
  const texts = s3Texts(bucket);
  return {
    clock,
    ids: ulidIds(),
    tickets: dynamoTicketStore(table, texts, clock),
    settings: new DynamoSettingsStore(table, texts, clock),
    texts,
  };
};

const routesOf = (door: ReturnType<typeof doorOf>): readonly RouteId[] =>
  (Object.keys(ROUTES) as RouteId[]).filter((id) => doorOf(ROUTES[id]) === door);

/** The parts that the three API doors share; every door adds its own operations. */
const apiParts = (environment: Environment<'requester'>) => {
  const table = tableOf(environment.TABLE_NAME);
  const { texts, ...parts } = desk(table, environment.CONTENT_BUCKET);
  const ports = {
    ...parts,
    seals: hmacSeals(secretKeys(environment.SECRET_ARN)),
    keys: dynamoKeyStore(table),
    once: dynamoOnceStore(table, texts, clock),
    baseUrl: environment.BASE_URL,
  };
  const door = {
    identify: identify({
      verifyJwt: verifyOidc({ issuer: environment.OIDC_ISSUER, audience: environment.OIDC_AUDIENCE }),
      findKey: (id) => ports.keys.find(id),
      openLink: openPageToken(ports),
      settings: ports.settings,
      ids: ports.ids,
      now: clock.now,
    }),
    allow: permission,
    limit: limitRate({ ...ports, rates: dynamoRateCounter(table) }),
    replay: (scope) => ports.once.find(scope),
    seals: ports.seals,
    baseUrl: ports.baseUrl,
  } satisfies Partial<ApiDoor>;
  /** Loaded by the first search: most requests are none. */
  const words = later(async () => (await import('./compose/search.ts')).search(table, ports));
  return { table, ports, door, words };
};

export const requesterDoor = (environment = readEnvironment('requester')): ApiDoor => {
  const { table, ports: shared, door, words } = apiParts(environment);
  const place = { region: readRegion(), endpoint: readS3Endpoint() };
  const ports = {
    ...shared,
    numbers: dynamoTicketNumbers(table),
    people: dynamoPeople(table),
    claims: dynamoMailClaims(table),
    ledger: dynamoMailLedger(table, clock),
    fileLinks: s3FileLinks(environment.CONTENT_BUCKET, clock, place),
    uploads: dynamoUploads(table, clock),
    uploadSpace: s3UploadSpace(environment.CONTENT_BUCKET, clock, place),
  };
  const pages = later(async () => (await import('./compose/pages.ts')).pages(ports));
  const callback = later(async () =>
    (await import('./application/issues/hear-of-issue.ts')).hearOfIssue(ports),
  );
  return {
    ...door,
    routes: routesOf('requester'),
    errorPage: async (problem, locale) => (await pages()).errorPage(problem, locale),
    operations: {
      openTicket: openTicket(ports),
      listTickets: listTickets({
        ...ports,
        searchWords: async (...of) => (await words()).searchWords(...of),
      }),
      getTicket: getTicket(ports),
      addComment: addComment(ports),
      listComments: listComments(ports),
      createUpload: createUpload(ports),
      getAttachment: getAttachment(ports),
      me,
      health: async () => ({ body: { ok: true, version: environment.VERSION } }),
      pageAttachment: async (request) => (await pages()).pageAttachment(request),
      ticketPage: async (request) => (await pages()).ticketPage(request),
      commentFromPage: async (request) => (await pages()).commentFromPage(request),
      ratingPage: async (request) => (await pages()).ratingPage(request),
      rateFromPage: async (request) => (await pages()).rateFromPage(request),
      hearOfIssue: async (request) => (await callback())(request),
    },
  };
};

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
  const problems = later(async () => (await import('./compose/problems.ts')).problems(table, ports));
  const translations = later(async () =>
    (await import('./compose/translations.ts')).translations(table, shared),
  );
  const macros = later(async () => (await import('./compose/macros.ts')).macros(ports));
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

export const adminDoor = (environment = readEnvironment('admin')): ApiDoor => {
  const { ports, door } = apiParts(environment);
  return {
    ...door,
    routes: routesOf('admin'),
    operations: {
      getSettings: getSettings(ports),
      putSettings: putSettings(ports),
      listKeys: listKeys(ports),
      createKey: createKey({ ...ports, newSecret }),
      deleteKey: deleteKey(ports),
    },
  };
};
