/** A record of a table's stream: as the database answers it, and as Lambda hands it to a function. */

/** A DynamoDB stream record in the shape of a Lambda event. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly userIdentity?: { readonly principalId: string; readonly type: string };
  readonly dynamodb: {
    /** Seconds since the epoch, desk time. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Record<string, unknown>;
    readonly NewImage?: Record<string, unknown>;
    readonly OldImage?: Record<string, unknown>;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

type Image = Record<string, { readonly N?: string } & Record<string, unknown>>;

/** A record as GetRecords answers it. */
export interface RawRecord {
  readonly eventName: StreamRecord['eventName'];
  readonly userIdentity?: StreamRecord['userIdentity'];
  readonly dynamodb: StreamRecord['dynamodb'] & { readonly NewImage?: Image; readonly OldImage?: Image };
}
