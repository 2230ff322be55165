/** What the desk and the worker thread of a function tell each other. */
import type { InvokeResult } from '../kernel/contract.ts';

/** `workerData` of an instance. */
export interface InstanceStart {
  readonly codeFolder: string;
  /** `index.handler`. */
  readonly handler: string;
  /** The desk's time, for `installDeskDate`. */
  readonly time: SharedArrayBuffer;
  /** Where calls to AWS are answered. */
  readonly wireUrl: string;
}

export interface InvocationRequest {
  readonly requestId: string;
  /** JSON, so that nothing is shared between the desk and the function. */
  readonly payload: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  /** Real milliseconds. */
  readonly timeoutMilliseconds: number;
}

export type FunctionFailure = Extract<InvokeResult, { ok: false }>;

/** Messages from the worker. `json` is the function's answer. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly json: string }
  | { readonly type: 'failure'; readonly failure: FunctionFailure };
