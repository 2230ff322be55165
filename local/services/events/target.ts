/** Where a rule sends events, and the ways to get there. */

/** A rule's target as the template has it. */
export interface TargetDescription {
  readonly id: string;
  readonly arn: string;
  /** At most one of these three, as on AWS: constant JSON text, JSON path, or paths with a template. */
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
  /** ARN of the queue for events that could not be delivered. */
  readonly deadLetterArn?: string;
  /** Default 185 attempts, 86,400 s. */
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
}

/** How events leave: each resolves when the target has durably accepted. `payload` is the JSON value. */
export interface TargetHooks {
  sqs(arn: string, body: string, attributes?: Readonly<Record<string, string>>): void | Promise<void>;
  lambda(arn: string, payload: unknown): void | Promise<void>;
  states(arn: string, input: string): void | Promise<void>;
}
