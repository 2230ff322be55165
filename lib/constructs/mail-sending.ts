/** How SES sends for the desk, and that it says on the default bus what became of each mail. */
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';

export interface MailSendingProps {
  readonly stage: StageConfig;
}

export class MailSending extends Construct {
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, props: MailSendingProps) {
    super(scope, id);
    this.configurationSetName = `threeline-${props.stage.name}`;
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSetName,
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
      reputationMetrics: true,
      // Bounces are the desk's own affair: it spares an address for sixty days, and lets agents write to it.
      suppressionReasons: SuppressionReasons.COMPLAINTS_ONLY,
    });
    new ConfigurationSetEventDestination(this, 'Events', {
      configurationSet,
      configurationSetEventDestinationName: 'default-bus',
      // SES knows no other bus than the default one.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
  }
}
