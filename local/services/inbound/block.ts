/** The headers that SES puts on top of what it stores, in its order and its words. */
import { createHash, randomBytes } from 'node:crypto';
import { REGION } from '../../kernel/contract.ts';
import type { Judgement } from './judgement.ts';

/** How a mail came to the door, as the SMTP dialogue said. */
export interface Envelope {
  /** Empty for the null sender. */
  readonly from: string;
  readonly to: readonly string[];
  /** The name that the client called itself. */
  readonly helo: string;
  readonly clientIp: string;
}

export interface Arrival {
  readonly id: string;
  readonly envelope: Envelope;
  readonly judgement: Judgement;
  /** Of the header From. */
  readonly fromDomain: string;
  /** Desk time. */
  readonly at: Date;
}

/** `Sat, 21 Nov 2026 10:00:00 +0000 (UTC)` */
const mailDate = (at: Date): string => at.toUTCString().replace('GMT', '+0000 (UTC)');

const SPF = {
  pass: (domain: string, ip: string) => `domain of ${domain} designates ${ip} as permitted sender`,
  fail: (domain: string, ip: string) => `domain of ${domain} does not designate ${ip} as permitted sender`,
  none: (domain: string, ip: string) => `${ip} is neither permitted nor denied by domain of ${domain}`,
} as const;

const spfResult = ({ envelope: { from, helo, clientIp }, judgement: { spf } }: Arrival): string => {
  const domain = from === '' ? helo : from.slice(from.lastIndexOf('@') + 1);
  const said = `(spfCheck: ${SPF[spf](domain, clientIp)}) client-ip=${clientIp}`;
  return `${said}; envelope-from=${from}; helo=${helo};`;
};

const base64 = (bytes: number): string => randomBytes(bytes).toString('base64');

/** Ends with a line break; the message follows as it was. The lines are the same as in any object that SES stores. */
export const blockOf = (arrival: Arrival): Buffer => {
  const { id, envelope, judgement, fromDomain, at } = arrival;
  const { helo, clientIp } = envelope;
  const spf = spfResult(arrival);
  const dkim = judgement.dkim === 'none' ? 'none' : `${judgement.dkim} header.i=@${fromDomain}`;
  const lines = [
    `Return-Path: <${envelope.from}>`,
    `Received: from ${helo} (${helo} [${clientIp}])`,
    ` by inbound-smtp.${REGION}.amazonaws.com with SMTP id ${id}`,
    ` for ${envelope.to[0] ?? ''};`,
    ` ${mailDate(at)}`,
    `X-SES-Spam-Verdict: ${judgement.spam.toUpperCase()}`,
    `X-SES-Virus-Verdict: ${judgement.virus.toUpperCase()}`,
    `Received-SPF: ${judgement.spf} ${spf}`,
    'Authentication-Results: amazonses.com;',
    ` spf=${judgement.spf} ${spf}`,
    ` dkim=${dkim};`,
    ` dmarc=${judgement.dmarc} header.from=${fromDomain};`,
    `X-SES-RECEIPT: AEFBQUFBQUFBQUF${base64(240)}`,
    `X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=${base64(128)}; c=relaxed/simple; s=local; d=amazonses.com; ` +
      `t=${Math.floor(at.getTime() / 1000)}; v=1; bh=${createHash('sha256').update(id).digest('base64')}; ` +
      'h=From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT;',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
};
