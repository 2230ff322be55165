import { describe, expect, it } from 'vitest';
import { DOORS, type DoorName } from '../../lambdas/core/contracts/doors.ts';
import { doorGrants, type GrantTargets } from '../../lib/grants.ts';

const targets: GrantTargets = {
  tableArn: 'table',
  streamArn: 'stream',
  contentArn: 'content',
  mailArn: 'mail',
  setAsideArn: 'set-aside',
  secretArn: 'secret',
  busArn: 'bus',
  mailQueueArn: 'mail-queue',
  inboundQueueArn: 'inbound-queue',
  lostEventsArn: 'lost-events',
  stateMachineArn: 'machine',
  executionsArn: 'executions:*',
  mailIdentityArn: 'identity',
  configurationSetArn: 'configuration-set',
  mailDomain: 'help.acme.test',
  languageModels: {
    askedArns: ['asked-model', 'asked-profile'],
    behindArns: ['behind-profile:*'],
    profileArns: ['asked-profile'],
  },
};
const grants = doorGrants(targets);
const doors = Object.keys(DOORS) as DoorName[];
const allowed = (door: DoorName) =>
  grants[door].flatMap(({ statement }) =>
    statement.actions.flatMap((action) => statement.resources.map((resource) => `${action} on ${resource}`)),
  );
const whoMay = (pattern: RegExp) =>
  doors.filter((door) => allowed(door).some((permission) => pattern.test(permission)));

/** Actions that IAM binds to no resource. https://docs.aws.amazon.com/service-authorization/latest/reference/list_translate.html */
const OF_NO_RESOURCE = ['translate:TranslateText'];

describe('permissions', () => {
  it.each(doors)('of %s name every action, and every resource', (door) => {
    for (const { statement } of grants[door]) {
      expect(statement.effect).toBe('Allow');
      expect(statement.actions.join()).not.toContain('*');
      const isOfNone = statement.actions.every((action) => OF_NO_RESOURCE.includes(action));
      expect(statement.resources.includes('*')).toBe(isOfNone);
    }
  });

  it('with a wildcard in a resource say why it is as narrow as it can be', () => {
    for (const { statement, wildcard } of doors.flatMap((door) => grants[door])) {
      const has = statement.resources.some((resource) => resource.includes('*'));
      expect(wildcard !== undefined, statement.sid).toBe(has);
      if (wildcard !== undefined) expect(wildcard).toMatch(/^[A-Z].{30,}\.$/);
    }
  });

  it.each([
    ['send mail', /^ses:/, ['notify']],
    ['ask a language model', /^bedrock:InvokeModel on asked-model$/, ['ticketLifecycle']],
    ['do anything else with Bedrock', /^bedrock:(?!InvokeModel on (asked|behind))/, []],
    ['publish events', /^events:PutEvents/, ['relay']],
    ['scan the table', /^dynamodb:(Scan|ExportTable)/, []],
    ['change the table itself', /^dynamodb:(Create|Update|Delete)(Table|Backup)/, []],
    [
      'delete rows',
      /^dynamodb:DeleteItem/,
      ['agent', 'admin', 'notify', 'indexWords', 'trainModel', 'sweep', 'ticketLifecycle'],
    ],
    ['read the stream', /on stream$/, ['orchestrate', 'relay']],
    ['read views', /on table\/index/, ['requester', 'agent', 'notify', 'sweep']],
    ['read the keys', /on secret$/, ['requester', 'agent', 'admin', 'notify', 'receiveMail', 'deliverIssue']],
    ['read raw mail', /^s3:GetObject on mail/, ['agent', 'receiveMail']],
    ['see which raw mail there is', /^s3:ListBucket on mail/, ['sweepMail']],
    ['write or delete raw mail', /^s3:(Put|Delete)\w* on mail/, []],
    ['have mail read again', /^sqs:SendMessage on inbound-queue/, ['agent', 'sweepMail']],
    ['take mail off its queue', /^sqs:(Receive|Delete)Message on inbound-queue/, ['receiveMail']],
    ['delete files other than models', /^s3:DeleteObject on (?!content\/models\/)/, []],
    ['delete models', /^s3:DeleteObject on content\/models\//, ['trainModel']],
    [
      'write long texts',
      /^s3:PutObject on content\/texts\//,
      ['requester', 'agent', 'admin', 'receiveMail', 'problems', 'ticketLifecycle'],
    ],
    ['send and take uploads', /^s3:(Get|Put)Object on content\/uploads\//, ['requester']],
    ['write attachments', /^s3:PutObject on content\/attachments\//, ['requester', 'receiveMail']],
    ['read attachments', /^s3:GetObject on content\/attachments\//, ['requester', 'notify']],
    ['write models', /^s3:PutObject on content\/models\//, ['trainModel']],
    ['read models', /^s3:GetObject on content\/models\//, ['trainModel', 'ticketLifecycle']],
    ['touch the content bucket as a whole', /on content(\/\*)?$/, []],
    [
      'start workflows',
      /^states:StartExecution on machine$/,
      ['orchestrate', 'rebirth', 'sweep', 'ticketLifecycle'],
    ],
    ['stop workflows', /^states:StopExecution/, ['rebirth', 'sweep']],
    ['wake workflows', /^states:SendTask/, ['orchestrate', 'ticketLifecycle']],
    ['have texts translated', /^translate:TranslateText on \*$/, ['agent']],
    ['do anything else with Amazon Translate', /^translate:(?!TranslateText )/, []],
    ['touch the table at all', /on table$/, doors.filter((door) => door !== 'relay')],
  ])('to %s are few', (_what, pattern, who) => {
    expect(whoMay(pattern)).toEqual(who);
  });

  it('to wake are bound to the one state machine', () => {
    for (const door of whoMay(/SendTask/))
      expect(allowed(door).filter((one) => one.includes('SendTask'))).toEqual([
        'states:SendTaskSuccess on machine',
      ]);
  });

  it('to send hold for addresses of the desk only', () => {
    const [send] = grants.notify.filter(({ statement }) => statement.sid === 'SendAsTheDesk');
    expect(send?.statement.toStatementJson()).toMatchObject({
      Resource: ['identity', 'configuration-set'],
      Condition: { StringLike: { 'ses:FromAddress': '*@help.acme.test' } },
    });
  });
});
