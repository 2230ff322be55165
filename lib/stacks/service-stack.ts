/** The desk at work: doors, workflow, buses, mail and alarms. It holds nothing that cannot be made again. */
import { CfnOutput, CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Schedule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { Front } from '../constructs/front.ts';
import { Harms } from '../constructs/harms.ts';
import { Listener } from '../constructs/listener.ts';
import { LostEvents } from '../constructs/lost-events.ts';
import { MailQueue } from '../constructs/mail-queue.ts';
import { MailReceiving } from '../constructs/mail-receiving.ts';
import { MailSending } from '../constructs/mail-sending.ts';
import { Operators } from '../constructs/operators.ts';
import { Round } from '../constructs/round.ts';
import { StreamReader } from '../constructs/stream-reader.ts';
import { TicketWorkflow, workflowNames } from '../constructs/ticket-workflow.ts';
import { makeDoors } from '../doors.ts';
import { EVENT_SOURCE, EXECUTION_STATUS_CHANGE, SES_DETAIL_TYPES } from '../event-names.ts';
import { languageModelTargets } from '../language-models.ts';
import { isLocal, type StageConfig } from '../stage-config.ts';
import type { DataStack } from './data-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly data: DataStack;
  /** The folder that holds `api/`, `events/` and `steps/`. */
  readonly entryRoot: string;
}

export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const { stage, data } = props;

    const bus = new EventBus(this, 'Bus', {
      eventBusName: `threeline-${stage.name}`,
      description: 'What happened to tickets; a company adds its own rules here.',
    });
    const lostEvents = new LostEvents(this, 'LostEvents');
    const mails = new MailQueue(this, 'Mails', { bus });
    const inbound = new MailReceiving(this, 'MailReceiving', { stage, bucket: data.mail });
    const { configurationSetName } = new MailSending(this, 'MailSending', { stage });
    const names = workflowNames(this, stage);
    const ses = (resource: string, resourceName: string) =>
      this.formatArn({ service: 'ses', resource, resourceName });

    const doors = makeDoors(this, {
      stage,
      entryRoot: props.entryRoot,
      data,
      bus,
      baseUrl: this.baseUrl(stage),
      configurationSetName,
      inboundQueueUrl: inbound.queue.queueUrl,
      mailQueueUrl: mails.queue.queueUrl,
      grantTargets: {
        tableArn: data.table.tableArn,
        streamArn: data.streamArn,
        contentArn: data.exportValue(data.content.bucketArn),
        mailArn: data.exportValue(data.mail.bucketArn),
        setAsideArn: data.exportValue(data.setAside.bucketArn),
        secretArn: data.keys.secretArn,
        busArn: bus.eventBusArn,
        mailQueueArn: mails.queue.queueArn,
        inboundQueueArn: inbound.queue.queueArn,
        lostEventsArn: lostEvents.queueArn,
        stateMachineArn: names.stateMachineArn,
        executionsArn: names.executionsArn,
        mailIdentityArn: ses('identity', stage.mailDomain),
        configurationSetArn: ses('configuration-set', configurationSetName),
        mailDomain: stage.mailDomain,
        languageModels: languageModelTargets(this, stage),
      },
    });

    const { api } = new Front(this, 'Front', {
      stage,
      doors: { requester: doors.requester.fn, agent: doors.agent.fn, admin: doors.admin.fn },
    });
    const { machine } = new TicketWorkflow(this, 'TicketWorkflow', {
      stage,
      steps: doors.ticketLifecycle.fn,
    });

    const stream = { streamArn: data.streamArn, setAside: data.setAside };
    new StreamReader(this, 'OrchestrateStream', { ...stream, reader: doors.orchestrate.fn });
    new StreamReader(this, 'RelayStream', { ...stream, reader: doors.relay.fn });
    mails.feed(doors.notify.fn);
    inbound.feed(doors.receiveMail.fn);
    new Listener(this, 'Figures', {
      description:
        'For the figures: ratings, uses of macros, who waits for an answer or got one; and what agents say of tickets.',
      bus,
      pattern: {
        source: [EVENT_SOURCE],
        detail: {
          $or: [
            { type: [{ prefix: 'satisfaction.' }, 'ticket.macro-applied'] },
            { payload: { waiting: [{ exists: true }] } },
            // A pattern asks whether a value is there, and of nothing that holds values.
            ...['category', 'priority', 'line'].map((field) => ({
              type: ['ticket.changed'],
              actor: { kind: ['agent'] },
              payload: { changes: { [field]: { after: [{ exists: true }] } } },
            })),
            {
              type: ['ticket.escalated', 'ticket.returned', 'ticket.solved', 'ticket.merged'],
              actor: { kind: ['agent'] },
            },
          ],
        },
      },
      listener: doors.project.fn,
      lostEvents,
    });
    new Listener(this, 'Issues', {
      description: 'Tickets that wait for developers.',
      bus,
      pattern: { source: [EVENT_SOURCE], detailType: ['ticket.issue-asked'] },
      listener: doors.deliverIssue.fn,
      lostEvents,
    });
    new Listener(this, 'Words', {
      description: 'What is said on tickets, for search.',
      bus,
      pattern: {
        source: [EVENT_SOURCE],
        detailType: ['ticket.opened', 'ticket.commented', 'ticket.changed'],
      },
      listener: doors.indexWords.fn,
      lostEvents,
    });
    new Listener(this, 'ProblemEvents', {
      description: 'Tickets that were analysed, for outbreaks, and problems that were solved.',
      bus,
      pattern: { source: [EVENT_SOURCE], detailType: ['ticket.analysed', 'ticket.problem-solved'] },
      listener: doors.problems.fn,
      lostEvents,
    });
    new Listener(this, 'SentMails', {
      description: 'What became of the mails that the desk sent.',
      pattern: {
        source: ['aws.ses'],
        detailType: [...SES_DETAIL_TYPES],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
      },
      listener: doors.recordMail.fn,
      lostEvents,
    });
    new Listener(this, 'FailedWorkflows', {
      description: 'Workflows of tickets that ended in any way but well.',
      pattern: {
        source: ['aws.states'],
        detailType: [EXECUTION_STATUS_CHANGE],
        detail: { stateMachineArn: [names.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
      listener: doors.rebirth.fn,
      lostEvents,
    });
    new Round(this, 'SweepRound', {
      description: 'Looks for tickets whose workflow was lost.',
      schedule: Schedule.rate(Duration.minutes(15)),
      walker: doors.sweep.fn,
    });
    new Round(this, 'SweepMailRound', {
      description: 'Looks for mail that was stored and never read.',
      schedule: Schedule.rate(Duration.hours(1)),
      walker: doors.sweepMail.fn,
      lostEvents,
    });
    new Round(this, 'TrainRound', {
      description: 'Learns how tickets are sorted.',
      schedule: Schedule.cron({ weekDay: 'SUN', hour: '3', minute: '0' }),
      walker: doors.trainModel.fn,
      lostEvents,
    });
    new Harms(this, 'Harms', {
      api,
      orchestrate: doors.orchestrate.fn,
      relay: doors.relay.fn,
      sweep: doors.sweep.fn,
      setAside: data.setAside,
      unsentMails: mails.deadLetters,
      unreadMails: inbound.deadLetters,
      lostEvents,
      workflow: machine,
      operators:
        stage.alarmEmail === undefined
          ? undefined
          : new Operators(this, 'Operators', { email: stage.alarmEmail }),
    });

    new CfnOutput(this, 'ApiEndpoint', { value: api.apiEndpoint });
    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName });
    new CfnOutput(this, 'StateMachineArn', { value: machine.stateMachineArn });
    new CfnOutput(this, 'ReceiptRuleSetName', { value: inbound.ruleSetName });
    new CfnOutput(this, 'MailExchange', {
      description: 'The MX record to publish, so that mail for the desk comes to SES.',
      value: `${stage.mailDomain} MX 10 inbound-smtp.${stage.region}.amazonaws.com`,
    });
    // What `npm run desk -- status` and `redrive` look for, under these names.
    new CfnOutput(this, 'MailQueueUrl', { value: mails.queue.queueUrl });
    new CfnOutput(this, 'UnsentMailsUrl', { value: mails.deadLetters.queueUrl });
    new CfnOutput(this, 'InboundQueueUrl', { value: inbound.queue.queueUrl });
    new CfnOutput(this, 'UnreadMailsUrl', { value: inbound.deadLetters.queueUrl });
    new CfnOutput(this, 'LostEventsUrl', { value: lostEvents.queueUrl });
    new CfnOutput(this, 'OrchestrateFunctionArn', { value: doors.orchestrate.fn.functionArn });
    new CfnOutput(this, 'RelayFunctionArn', { value: doors.relay.fn.functionArn });
    new CfnOutput(this, 'TrainModelFunctionArn', { value: doors.trainModel.fn.functionArn });
    new CfnOutput(this, 'IndexWordsFunctionArn', { value: doors.indexWords.fn.functionArn });
  }

  /**
   * The desk on one machine finds its port only when it starts, so there it is a parameter. Elsewhere it is written
   * into the template: `cdk deploy` would keep the parameter's previous value when cdk.json says another.
   */
  private baseUrl(stage: StageConfig): string {
    if (!isLocal(stage)) return stage.baseUrl;
    return new CfnParameter(this, 'BaseUrl', {
      default: stage.baseUrl,
      description: 'Where people reach the desk.',
    }).valueAsString;
  }
}
