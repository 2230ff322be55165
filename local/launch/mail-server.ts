/** The port that mail comes in by, as at SES's own: it takes what the receipt rules are for, and asks nobody who they are. */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { REGION } from '../kernel/contract.ts';
import { UNPROVEN } from '../services/inbound/judgement.ts';
import { type Inbound, LARGEST_MAIL } from '../services/inbound.ts';
import { portRefusal } from './cannot-start.ts';

export interface MailServer {
  readonly port: number;
  /** Until it is called, senders are told to come again. */
  open(inbound: Inbound): void;
  /** May be called again. */
  close(): Promise<void>;
}

/** An error with the answer that the sender gets. */
const answered = (responseCode: number, message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { responseCode });

/** Names of clients go into headers. */
const named = (name: string | false): string =>
  (name || 'unknown').replaceAll(/[^\w.:[\]-]/g, '').slice(0, 255);

const bytesOf = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    // What is too long is read to its end and refused by the server.
    if (size <= LARGEST_MAIL) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Listens on 127.0.0.1; port 0 takes a free one. Throws CannotStart when the port is taken. */
export async function listenForMail(port: number): Promise<MailServer> {
  let inbound: Inbound | undefined;
  const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, callback) => {
    if (inbound === undefined) callback(answered(451, '4.3.2 The desk is not ready yet.'));
    else if (inbound.takes(address)) callback();
    else callback(answered(550, `5.1.1 Requested action not taken: ${address} is not received here`));
  };
  const onData: SMTPServerOptions['onData'] = (stream, session, callback) => {
    const { mailFrom, rcptTo } = session.envelope;
    const envelope = {
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      helo: named(session.hostNameAppearsAs),
      clientIp: session.remoteAddress,
    };
    bytesOf(stream)
      .then(async (message) => {
        if (stream.sizeExceeded) return callback(answered(552, '5.3.4 The message is longer than 40 MB.'));
        const id = await inbound?.receive(message, envelope, UNPROVEN);
        callback(null, `OK ${id}`);
      })
      .catch((error: unknown) => {
        console.error('A mail could not be taken in:', error);
        callback(answered(451, '4.3.0 The mail could not be stored.', error));
      });
  };
  const server = new SMTPServer({
    name: `inbound-smtp.${REGION}.amazonaws.com`,
    size: LARGEST_MAIL,
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo,
    onData,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(portRefusal(port, 'SMTP_PORT', cause)));
    server.listen(port, '127.0.0.1', resolve);
  });
  // A client that breaks off is no trouble of ours.
  server.on('error', () => undefined);
  let closing: Promise<void> | undefined;
  return {
    port: (server.server.address() as AddressInfo).port,
    open: (given) => {
      inbound = given;
    },
    close: () => {
      closing ??= new Promise((resolve) => server.close(() => resolve()));
      return closing;
    },
  };
}
