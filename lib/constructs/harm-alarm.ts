/** An alarm that says who is hurt: one per harm, not one per function, because each costs money every month. */
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DOORS, type DoorName } from '../../lambdas/core/contracts/doors.ts';

export interface HarmAlarmProps {
  /** The functions whose failure it shows; their sentences are what the alarm says. */
  readonly covers: readonly DoorName[];
  /** Said first, when the sentences of the functions are not the whole harm. */
  readonly says?: string;
  readonly metric: IMetric;
  /** Rings when the metric is above it. */
  readonly above: number;
  readonly periods?: number;
  /** Silence is itself a failure, as of something that runs on a schedule. */
  readonly silenceRings?: boolean;
  /** Who hears it; nobody where the stage names no address. */
  readonly operators: ITopic | undefined;
}

export class HarmAlarm extends Alarm {
  readonly covers: readonly DoorName[];

  constructor(scope: Construct, id: string, props: HarmAlarmProps) {
    super(scope, id, {
      alarmDescription: [
        ...(props.says === undefined ? [] : [props.says]),
        ...props.covers.map((door) => DOORS[door].whenItFails),
      ].join(' '),
      metric: props.metric,
      threshold: props.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    this.covers = props.covers;
    if (props.operators !== undefined) {
      this.addAlarmAction(new SnsAction(props.operators));
      this.addOkAction(new SnsAction(props.operators));
    }
  }
}
