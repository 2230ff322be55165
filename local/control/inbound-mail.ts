/** `POST /_local/mail`: a mail as it would come in by SMTP, with what SES would find out about its sender. */

import { JUDGEMENTS, type Judgement } from '../services/inbound/judgement.ts';
import { type Inbound, LARGEST_MAIL } from '../services/inbound.ts';
import { ControlProblem } from './problem.ts';

const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}]+@[^\s@<>"(),:;\\[\]\p{Cc}]+$/u;

const PARAMETERS = ['from', 'to', ...Object.keys(JUDGEMENTS)];

const bad = (detail: string): ControlProblem => new ControlProblem(400, detail);

/** A plus sign in a query is a space, and no address has one. */
const addressFrom = (name: string, given: string): string => {
  const address = given.trim().replaceAll(' ', '+');
  if (address.length <= 320 && ADDRESS.test(address)) return address;
  throw bad(`${name}: ${JSON.stringify(given)} is no address.`);
};

const judgementFrom = (query: URLSearchParams): Judgement => {
  const words = Object.entries(JUDGEMENTS).map(([name, known]: [string, readonly string[]]) => {
    const word = query.get(name) || known[0];
    if (word === undefined || !known.includes(word)) {
      throw bad(`${name}: ${JSON.stringify(word)} is not one of ${known.join(', ')}.`);
    }
    return [name, word] as const;
  });
  return Object.fromEntries(words) as unknown as Judgement;
};

/** Answers SES's id. Throws ControlProblem 400 or 413. */
export const takeMail = async (inbound: Inbound, query: URLSearchParams, body: Buffer): Promise<string> => {
  const unknown = [...query.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) throw bad(`${unknown}: only ${PARAMETERS.join(', ')} are known.`);
  const from = query.get('from');
  if (from === null) throw bad("from: the envelope's sender is missing; write from= for none.");
  const to = query.getAll('to').map((address) => addressFrom('to', address));
  if (to.length === 0) throw bad('to: the recipient is missing.');
  const foreign = to.find((address) => !inbound.takes(address));
  if (foreign !== undefined) throw bad(`to: no receipt rule is for ${foreign}.`);
  if (body.length === 0) throw bad('body: a message (message/rfc822) was expected.');
  if (body.length > LARGEST_MAIL) throw new ControlProblem(413, 'SES takes mails of up to 40 MB.');
  const envelope = {
    from: from === '' || from === '<>' ? '' : addressFrom('from', from),
    to,
    helo: 'localhost',
    clientIp: '127.0.0.1',
  };
  return inbound.receive(body, envelope, judgementFrom(query));
};
