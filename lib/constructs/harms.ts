/** Every harm that an operator is told about, at most ten: an alarm costs 0.10 dollars a month. */
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { HarmAlarm, type HarmAlarmProps } from './harm-alarm.ts';

export interface HarmsProps {
  readonly api: HttpApi;
  readonly orchestrate: IFunction;
  readonly relay: IFunction;
  readonly sweep: IFunction;
  readonly setAside: Bucket;
  readonly unsentMails: IQueue;
  readonly unreadMails: IQueue;
  readonly lostEvents: IQueue;
  readonly workflow: StateMachine;
  readonly operators: ITopic | undefined;
}

export class Harms extends Construct {
  constructor(scope: Construct, id: string, props: HarmsProps) {
    super(scope, id);
    const alarm = (name: string, harm: Omit<HarmAlarmProps, 'operators'>) =>
      new HarmAlarm(this, name, { ...harm, operators: props.operators });
    const behind = (reader: IFunction) =>
      reader.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: Duration.minutes(5) });
    const waiting = (queue: IQueue) =>
      queue.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      });

    alarm('DeskDoesNotAnswer', {
      covers: ['requester', 'agent', 'admin'],
      metric: props.api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      above: 2,
    });
    alarm('WorkflowsAreNotStarted', {
      covers: ['orchestrate'],
      metric: behind(props.orchestrate),
      above: 5 * 60_000,
    });
    alarm('EventsDoNotReachTheBus', { covers: ['relay'], metric: behind(props.relay), above: 5 * 60_000 });
    alarm('ChangesWereSetAside', {
      covers: [],
      says:
        'Some changes of tickets were set aside after an hour of failing, so their tickets may be without workflow or ' +
        'mail until somebody redrives them.',
      // S3 counts objects once a day, without charge.
      metric: new Metric({
        namespace: 'AWS/S3',
        metricName: 'NumberOfObjects',
        dimensionsMap: { BucketName: props.setAside.bucketName, StorageType: 'AllStorageTypes' },
        statistic: Stats.MAXIMUM,
        period: Duration.days(1),
      }),
      above: 0,
    });
    alarm('MailsAreNotSent', { covers: ['notify'], metric: waiting(props.unsentMails), above: 0 });
    alarm('MailIsNotRead', { covers: ['receiveMail'], metric: waiting(props.unreadMails), above: 0 });
    alarm('EventsWereLost', {
      covers: [
        'project',
        'indexWords',
        'deliverIssue',
        'problems',
        'recordMail',
        'rebirth',
        'sweepMail',
        'trainModel',
      ],
      says: 'Events could not be processed and wait to be redriven.',
      metric: waiting(props.lostEvents),
      above: 0,
    });
    alarm('WorkflowsFail', {
      covers: ['ticketLifecycle'],
      metric: props.workflow.metricFailed({ statistic: Stats.SUM, period: Duration.minutes(15) }),
      above: 2,
    });
    alarm('NobodyLooksAfterTickets', {
      covers: ['sweep'],
      metric: props.sweep.metricErrors({ statistic: Stats.SUM, period: Duration.hours(1) }),
      above: 1,
      silenceRings: true,
    });
    alarm('MailReputationIsAtRisk', {
      covers: [],
      says: 'More than five mails in a hundred bounce; at ten SES may stop this account from sending.',
      // https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: 'Reputation.BounceRate',
        statistic: Stats.MAXIMUM,
        period: Duration.hours(1),
      }),
      above: 0.05,
    });
  }
}
