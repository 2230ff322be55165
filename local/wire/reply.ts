/** Writes answers and errors in the protocol of the AWS service that was asked. */
import { randomUUID } from 'node:crypto';
import { AwsError, type Call, type Reply } from '../kernel/contract.ts';
import type { Protocol } from './route.ts';

/** Text as it may stand between XML tags or in an attribute. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold a bare carriage return or control character
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);

export const jsonReply = (body: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});

export const xmlReply = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const jsonError = (error: AwsError): Reply => ({
  status: error.status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': error.code },
  body: JSON.stringify({ __type: error.code, message: error.message, Message: error.message }),
});

const queryError = (error: AwsError): Reply => {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  return xmlReply(
    `<ErrorResponse><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    error.status,
  );
};

const objectError = (error: AwsError, path: string): Reply =>
  xmlReply(
    `<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message><Resource>${escapeXml(path)}</Resource><RequestId>${randomUUID()}</RequestId></Error>`,
    error.status,
  );

/** The error as the SDK of this service expects to read it. */
export const errorReply = (error: AwsError, service: string, protocol: Protocol, path: string): Reply => {
  if (protocol === 'query') return queryError(error);
  if (service === 's3') return objectError(error, path);
  return jsonError(error);
};

/** What a service throws for an operation that it does not have; the wire reports it loudly. */
export const unknownOperation = (call: Pick<Call, 'service' | 'operation'>): AwsError =>
  new AwsError(
    'UnknownOperationException',
    `The desk on one machine does not know the operation ${call.operation} of ${call.service}.`,
  );
