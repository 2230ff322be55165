import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listenForMail, type MailServer } from '../../../local/launch/mail-server.ts';
import type { Envelope, Inbound, Judgement } from '../../../local/services/inbound.ts';

const servers: MailServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  vi.restoreAllMocks();
});

const listening = async (receive?: Inbound['receive']) => {
  const server = await listenForMail(0);
  servers.push(server);
  const taken: { message: string; envelope: Envelope; judgement: Judgement }[] = [];
  const inbound: Inbound = {
    takes: (recipient) => recipient.endsWith('@help.example.com'),
    receive:
      receive ??
      (async (message, envelope, judgement) => {
        taken.push({ message: message.toString(), envelope, judgement });
        return 'theid';
      }),
  };
  return { server, inbound, taken };
};

const send = (port: number, raw: string, to: string[], from = 'anna@example.org') =>
  createTransport({ host: '127.0.0.1', port, name: 'client.example.org' })
    .sendMail({ envelope: { from, to }, raw })
    .catch((error: Error & { responseCode?: number }) => error);

describe('the SMTP port', () => {
  it('takes mail for whom a rule is there, from somebody who proves nothing', async () => {
    const { server, inbound, taken } = await listening();
    server.open(inbound);
    const sent = await send(server.port, 'Subject: hi\r\n\r\n.dot\r\n', [
      'a@help.example.com',
      'b@help.example.com',
    ]);
    expect(sent).toMatchObject({ response: expect.stringMatching(/^250 .*OK theid$/) });
    expect(taken).toEqual([
      {
        message: 'Subject: hi\r\n\r\n.dot\r\n',
        envelope: {
          from: 'anna@example.org',
          to: ['a@help.example.com', 'b@help.example.com'],
          helo: 'client.example.org',
          clientIp: '127.0.0.1',
        },
        judgement: { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'pass', virus: 'pass' },
      },
    ]);
  });

  it('takes mail without a sender, as bounces are', async () => {
    const { server, inbound, taken } = await listening();
    server.open(inbound);
    await send(server.port, 'Subject: bounce\r\n\r\n', ['a@help.example.com'], '');
    expect(taken.map(({ envelope }) => envelope.from)).toEqual(['']);
  });

  it('refuses mail for others', async () => {
    const { server, inbound, taken } = await listening();
    server.open(inbound);
    expect(await send(server.port, 'x', ['a@elsewhere.example'])).toMatchObject({ responseCode: 550 });
    expect(taken).toEqual([]);
  });

  it('asks to come again while the desk is not ready, or the mail cannot be stored', async () => {
    const { server, inbound } = await listening(async () => {
      throw new Error('The disk is full.');
    });
    expect(await send(server.port, 'x', ['a@help.example.com'])).toMatchObject({ responseCode: 451 });
    const said = vi.spyOn(console, 'error').mockReturnValue();
    server.open(inbound);
    expect(await send(server.port, 'x', ['a@help.example.com'])).toMatchObject({ responseCode: 451 });
    expect(said).toHaveBeenCalledOnce();
  });

  it('refuses what is longer than 40 MB, and lives on', async () => {
    const { server, inbound, taken } = await listening();
    server.open(inbound);
    const long = `Subject: long\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(42_000)}`;
    expect(await send(server.port, long, ['a@help.example.com'])).toMatchObject({ responseCode: 552 });
    await send(server.port, 'Subject: short\r\n\r\n', ['a@help.example.com']);
    expect(taken).toHaveLength(1);
  });

  it('offers neither sign-in nor encryption, which it has not', async () => {
    const { server } = await listening();
    const said = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1');
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (chunk.startsWith('220 ')) socket.write('EHLO x\r\nQUIT\r\n');
      });
      socket.on('error', reject).on('close', () => resolve(text));
    });
    expect(said).toContain('250');
    expect(said).not.toMatch(/AUTH|STARTTLS/);
  });

  it('that is taken is refused with the name of the setting', async () => {
    const { server } = await listening();
    await expect(listenForMail(server.port)).rejects.toThrow(
      `Port ${server.port} is taken by another program: stop it, or choose another port with SMTP_PORT=.`,
    );
  });
});
