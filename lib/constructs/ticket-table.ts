/** The one table: the truth from which everything else can be rebuilt. */
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  type CfnGlobalTable,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { INDEXES, KEYS, PROJECTED } from '../../lambdas/core/contracts/indexes.ts';

export interface TicketTableProps {
  /** Refuses to be deleted until somebody takes the protection off. */
  readonly protected: boolean;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

export class TicketTable extends TableV2 {
  constructor(scope: Construct, id: string, props: TicketTableProps) {
    super(scope, id, {
      partitionKey: text(KEYS.partition),
      sortKey: text(KEYS.sort),
      globalSecondaryIndexes: Object.values(INDEXES).map((index) => ({
        indexName: index.name,
        partitionKey: text(index.partition),
        sortKey: text(index.sort),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...PROJECTED],
      })),
      dynamoStream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: KEYS.ttl,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // DynamoDB's own key: a customer key costs a dollar a month and a KMS call for nothing that we would decide with it.
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      deletionProtection: props.protected,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // A changed logical id would be a new, empty table.
    (this.node.defaultChild as CfnGlobalTable).overrideLogicalId(id);
  }
}
