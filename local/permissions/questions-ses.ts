/** SES: sending asks for the identity of the sender and, when one is named, for the configuration set. */
import type { Call } from '../kernel/contract.ts';
import { ACCOUNT, REGION } from '../kernel/contract.ts';
import type { Question } from './statements.ts';

const local = (resource: string) => `arn:aws:ses:${REGION}:${ACCOUNT}:${resource}`;

export function sesQuestions({ operation, input }: Call, identities: readonly string[]): readonly Question[] {
  if (!operation.startsWith('Send')) return [{ action: `ses:${operation}`, resource: '*' }];
  const raw = Buffer.from(String(input['RawMessage.Data'] ?? ''), 'base64').toString('latin1');
  const head = raw.split(/\r?\n\r?\n/, 1)[0]?.replace(/\r?\n[ \t]+/g, ' ') ?? '';
  const header = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim();
  const sender = addressIn(String(input.Source ?? header('From') ?? ''));
  const context = { 'ses:fromaddress': [sender] };
  const configurationSet = input.ConfigurationSetName ?? header('X-SES-CONFIGURATION-SET');
  const action = `ses:${operation}`;
  return [
    { action, resource: local(`identity/${identityOf(sender, identities)}`), context },
    ...(typeof configurationSet === 'string'
      ? [{ action, resource: local(`configuration-set/${configurationSet}`), context }]
      : []),
  ];
}

function addressIn(text: string): string {
  return (/<([^>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

/** SES uses the address itself when it is verified, else the closest domain that is. */
function identityOf(address: string, identities: readonly string[]): string {
  const domain = address.split('@').at(-1) ?? '';
  const known = identities.filter((one) => one === address || domain === one || domain.endsWith(`.${one}`));
  return known.find((one) => one === address) ?? known.sort((a, b) => b.length - a.length)[0] ?? domain;
}
