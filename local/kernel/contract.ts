/**
 * What the parts of the desk on one machine agree on: time, quiet, requests on the wire, and how a function is
 * invoked. Types only; each part is built apart and meets the others in `local/desk.ts`.
 */

/** The desk's time: real time plus an offset that only ever grows. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Fires once when desk time reaches `at` (ms). An alarm of the same key is replaced. Spans of years are fine. */
  alarm(key: string, at: number, fire: () => void | Promise<void>): void;
  cancel(key: string): void;
}

/** Knows whether anything is under way, so that "quiet" can be awaited instead of guessed. */
export interface Activity {
  /** Work has begun; call the answer, once, when it has ended. */
  begin(what: string): () => void;
  /** Registers a place where work may wait that could run now (a queue with visible messages, unread records). */
  source(name: string, waiting: () => boolean): void;
}

/** A request that one of our functions, or an operator's tool, sent to AWS. */
export interface Call {
  readonly service: ServiceName;
  /** `PutItem`, `SendTaskSuccess`, `PutObject`, `SendRawEmail` … */
  readonly operation: string;
  /** The parsed body of a JSON protocol or the form fields of a query protocol; `{}` for S3. */
  readonly input: Record<string, unknown>;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The access key id of the signature: the logical id of the calling function, or `local` for the desk itself. */
  readonly caller: string;
}

export type ServiceName =
  | 'dynamodb'
  | 'states'
  | 's3'
  | 'sqs'
  | 'ses'
  | 'events'
  | 'secretsmanager'
  | 'cognito-idp'
  | 'lambda'
  | 'translate'
  | 'bedrock';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** An error that goes onto the wire under its AWS name, in the protocol of the service. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

/** Answers the calls of one AWS service. An operation that it does not know throws AwsError `UnknownOperationException`. */
export interface Service {
  readonly name: ServiceName;
  handle(call: Call): Promise<Reply>;
}

/** Looks at every call before and after its service: permissions, faults, meter. */
export interface Interceptor {
  /** Throwing an AwsError refuses the call. */
  before?(call: Call): void | Promise<void>;
  /** May replace the reply (an answer that is lost, say) by throwing. */
  after?(call: Call, reply: Reply): void | Promise<void>;
}

/** What came out of one invocation of a function. */
export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace?: readonly string[];
    };

/** Runs our functions. `functionName` is the template's logical id or the physical name or the ARN. */
export interface Functions {
  /** Request/response. Resolves with the function's answer or error; rejects only if there is no such function. */
  invoke(functionName: string, payload: unknown): Promise<InvokeResult>;
  /** Asynchronous: retries twice as Lambda does, then the function's on-failure destination; resolves when accepted. */
  invokeAsync(functionName: string, payload: unknown): Promise<void>;
}

/** The fake account and region of the desk on one machine. dynoxide's own ARNs differ and are never parsed. */
export const ACCOUNT = '000000000000';
export const REGION = 'eu-west-1';
