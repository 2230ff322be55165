/** Mail comes in, when the template has receipt rules. */
import type { Faults } from '../control/faults.ts';
import type { Meter } from '../control/meter.ts';
import type { Activity, Clock } from '../kernel/contract.ts';
import { type Inbound, startInbound } from '../services/inbound.ts';
import type { S3 } from '../services/s3.ts';
import { createSns } from '../services/sns.ts';
import type { Sqs } from '../services/sqs.ts';
import { describeReceiptRules, describeTopics } from '../template/mail-descriptions.ts';
import type { Resources } from '../template/resources.ts';

export interface ReceivingOptions {
  readonly resources: Resources;
  readonly s3: S3;
  readonly sqs: Sqs;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly meter: Meter;
}

/** Undefined when no rule is there. */
export async function startReceiving(options: ReceivingOptions): Promise<Inbound | undefined> {
  const { resources, s3, sqs, clock, activity, faults, meter } = options;
  const rules = describeReceiptRules(resources);
  if (rules.length === 0) return undefined;
  return startInbound({
    rules,
    s3,
    sns: createSns({ clock, topics: describeTopics(resources), sqs }),
    clock,
    activity,
    doubles: () => faults.happens('duplicate', 'ses'),
    onMail: () => meter.count('sesIn'),
  });
}
