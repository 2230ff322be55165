/** What the desk gives the state machines, and gets from them. Types only. */
import type { Activity, Clock, Functions, Service } from '../kernel/contract.ts';
import type { Status } from './execution.ts';

/** A state machine of the template. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  /** ASL, parsed or as text, its substitutions filled in. */
  readonly definition: unknown;
  readonly roleArn?: string;
}

/**
 * The event that Step Functions puts on EventBridge's default bus.
 * {@link https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html}
 */
export interface ExecutionStatusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'Step Functions Execution Status Change';
  readonly source: 'aws.states';
  readonly account: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly name: string;
    readonly status: Status;
    /** Epoch ms. */
    readonly startDate: number;
    readonly stopDate: number | null;
    /** JSON text. */
    readonly input: string;
    readonly output: string | null;
    readonly inputDetails: { readonly included: true };
    readonly outputDetails: { readonly included: true } | null;
    readonly error?: string;
    readonly cause?: string;
  };
}

export interface StatesOptions {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly functions: Functions;
  readonly dataFolder: string;
  /** By ARN. */
  readonly machines: ReadonlyMap<string, Machine>;
  /**
   * Told every change of status, at least once and in order, also across a crash. If it throws, the event and those
   * after it are kept and told again with the next change or start.
   */
  readonly onStatusChange: (event: ExecutionStatusEvent) => void | Promise<void>;
  /** Told every billed transition: a state entered or retried. */
  readonly onTransition?: (machineArn: string, stateName: string) => void;
  /** Throws if the machine's role does not allow the action (`lambda:InvokeFunction`) on the function as named. */
  readonly authorize?: (machineArn: string, action: string, resource: string) => void | Promise<void>;
}

export interface States extends Service {
  /** Call once after start: sets the alarms again and makes the calls again that were not acknowledged. */
  resume(): void;
  /** Lets turns under way end and closes the file. Calls under way go on; their answers come to nothing here. */
  close(): Promise<void>;
}
