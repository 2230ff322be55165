/** An event of EventBridge: as somebody puts it on a bus, and as it travels there. */

/** What somebody inside the desk puts on a bus. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
  readonly resources?: readonly string[];
  /** Name or ARN; the default bus when absent. */
  readonly bus?: string;
  /** ISO time; desk time when absent. */
  readonly time?: string;
}

/** An event as it travels on a bus. */
export interface StoredEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}
