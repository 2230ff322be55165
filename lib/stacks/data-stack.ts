/** What must survive: tickets, texts, raw mail, set-aside changes, people, keys, and the verified mail domain. */
import { CfnOutput, Duration, Stack, type StackProps, Token } from 'aws-cdk-lib';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import { type CfnEmailIdentity, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { UPLOADS_PREFIX } from '../../lambdas/core/contracts/content.ts';
import { KeptBucket } from '../constructs/kept-bucket.ts';
import { letSesStore } from '../constructs/mail-receiving.ts';
import { SigningKeys } from '../constructs/signing-keys.ts';
import { TicketTable } from '../constructs/ticket-table.ts';
import { UserDirectory } from '../constructs/user-directory.ts';
import { isLocal, type StageConfig } from '../stage-config.ts';

export interface DataStackProps extends StackProps {
  readonly stage: StageConfig;
}

/** The one table, ours or a restored one. */
export interface KeptTable {
  readonly tableArn: string;
  readonly tableName: string;
  readonly tableStreamArn?: string | undefined;
}

/** How tokens are checked: who issues them, and for whom. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
}

export class DataStack extends Stack {
  readonly table: KeptTable;
  readonly streamArn: string;
  /** Long texts and attachments. */
  readonly content: KeptBucket;
  /** Every message that came in, as SES stored it. */
  readonly mail: KeptBucket;
  /** Changes that a stream reader could not process, with the whole record, until they are redriven. */
  readonly setAside: KeptBucket;
  readonly keys: SigningKeys;
  readonly tokens: TokenIssuer;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: !isLocal(props.stage) });
    const { stage } = props;
    this.table = this.ownOrRestored(stage);
    this.streamArn = streamOf(this.table);
    this.content = new KeptBucket(this, 'Content', {
      versioned: true,
      lifecycle: [
        {
          id: 'never-attached',
          prefix: UPLOADS_PREFIX,
          expiration: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
      // A form with a signed policy is all that a browser may send, and nobody may read from a page.
      cors: [{ allowedMethods: [HttpMethods.POST], allowedOrigins: [pagesOf(stage)], maxAge: 3600 }],
    });
    this.mail = new KeptBucket(this, 'Mail', {
      versioned: false,
      lifecycle: [{ id: 'kept-long-enough', expiration: Duration.days(stage.keepMailDays) }],
    });
    letSesStore(this.mail, stage);
    this.setAside = new KeptBucket(this, 'SetAside', {
      versioned: false,
      lifecycle: [{ id: 'redriven-or-not', expiration: Duration.days(90) }],
    });
    this.keys = new SigningKeys(this, 'SigningKeys');
    this.tokens = stage.oidc ?? this.ownDirectory(stage);
    const identity = new EmailIdentity(this, 'MailDomain', { identity: Identity.domain(stage.mailDomain) });
    (identity.node.defaultChild as CfnEmailIdentity).overrideLogicalId('MailDomain');

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'ContentBucketName', { value: this.content.bucketName });
    new CfnOutput(this, 'MailBucketName', { value: this.mail.bucketName });
    new CfnOutput(this, 'SetAsideBucketName', { value: this.setAside.bucketName });
    new CfnOutput(this, 'SigningKeysArn', { value: this.keys.secretArn });
    for (const [index, { name, value }] of identity.dkimRecords.entries()) {
      new CfnOutput(this, `DkimRecord${index + 1}`, {
        description: 'A CNAME record to publish, so that SES may sign mail of this domain.',
        value: `${name} CNAME ${value}`,
      });
    }
    this.keepExports();
  }

  private ownOrRestored({ restoredTableStream, ...stage }: StageConfig): KeptTable {
    if (restoredTableStream === undefined) {
      return new TicketTable(this, 'Table', { protected: !isLocal(stage) });
    }
    return TableV2.fromTableAttributes(this, 'RestoredTable', {
      tableArn: restoredTableStream.replace(/\/stream\/.*$/, ''),
      tableStreamArn: restoredTableStream,
    });
  }

  private ownDirectory(stage: StageConfig): TokenIssuer {
    const { pool, client } = new UserDirectory(this, 'People', { stage });
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
    this.exportValue(pool.userPoolProviderUrl);
    this.exportValue(client.userPoolClientId);
    return { issuer: pool.userPoolProviderUrl, audience: client.userPoolClientId };
  }

  /**
   * CloudFormation refuses to drop an export that the other stack still imports, and CDK drops what the new version no
   * longer asks for. Exports that are always there keep both stacks deployable in any order.
   */
  private keepExports(): void {
    for (const value of [
      this.table.tableArn,
      this.table.tableName,
      this.streamArn,
      this.content.bucketArn,
      this.content.bucketName,
      this.mail.bucketArn,
      this.mail.bucketName,
      this.setAside.bucketArn,
      this.setAside.bucketName,
      this.keys.secretArn,
    ]) {
      // A restored table is none of ours: its names are written into the other stack.
      if (Token.isUnresolved(value)) this.exportValue(value);
    }
  }
}

/** The desk on one machine finds its port only when it starts. */
const pagesOf = (stage: StageConfig): string => (isLocal(stage) ? 'http://127.0.0.1:*' : stage.baseUrl);

const streamOf = (table: KeptTable): string => {
  if (table.tableStreamArn === undefined) throw new Error('The table has no stream.');
  return table.tableStreamArn;
};
