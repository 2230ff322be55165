/** The door of requesters: their tickets, and the pages behind their links. */
import { dynamoMailClaims } from '../adapters/dynamodb/mail-claims.ts';
import { dynamoMailLedger } from '../adapters/dynamodb/mail-ledger.ts';
import { dynamoPeople } from '../adapters/dynamodb/people.ts';
import { dynamoTicketNumbers } from '../adapters/dynamodb/ticket-numbers.ts';
import { dynamoUploads } from '../adapters/dynamodb/uploads.ts';
import { s3FileLinks } from '../adapters/s3/links.ts';
import { s3UploadSpace } from '../adapters/s3/upload-space.ts';
import { me } from '../application/desk/me.ts';
import { addComment } from '../application/tickets/add-comment.ts';
import { createUpload } from '../application/tickets/create-upload.ts';
import { getAttachment } from '../application/tickets/get-attachment.ts';
import { getTicket } from '../application/tickets/get-ticket.ts';
import { listComments } from '../application/tickets/list-comments.ts';
import { listTickets } from '../application/tickets/list-tickets.ts';
import { openTicket } from '../application/tickets/open-ticket.ts';
import { clock } from '../compose.ts';
import { later } from '../contracts/later.ts';
import type { ApiDoor } from '../runtime/door.ts';
import { readEnvironment, readRegion, readS3Endpoint } from '../runtime/environment.ts';
import { apiParts, routesOf } from './api.ts';

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
  const pages = later(async () => (await import('./pages.ts')).pages(ports));
  const callback = later(async () =>
    (await import('../application/issues/hear-of-issue.ts')).hearOfIssue(ports),
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
