/** Who people are: sign-in by email address, and the groups that make somebody an agent, lead or admin. */
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  type CfnUserPool,
  type CfnUserPoolClient,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { isLocal, type StageConfig } from '../stage-config.ts';

/** The roles above requester (product.md section 9); somebody without a group is a requester. */
export const STAFF_GROUPS = ['agent', 'lead', 'admin'] as const;

export interface UserDirectoryProps {
  readonly stage: StageConfig;
}

export class UserDirectory extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: UserDirectoryProps) {
    super(scope, id);
    const { stage } = props;
    this.pool = new UserPool(this, 'Pool', {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      // Anybody may become a requester; only an operator puts people into groups.
      selfSignUpEnabled: true,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.OPTIONAL,
      // Codes from an app only: texts cost money and can be diverted.
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: !isLocal(stage),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.client = this.pool.addClient('Client', {
      // A browser or a command line keeps no secret: the code grant with PKCE needs none (RFC 7636).
      generateSecret: false,
      authFlows: { userSrp: true, adminUserPassword: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [stage.baseUrl],
        logoutUrls: [stage.baseUrl],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    // Prefixes are unique among all customers of a region, so the account is part of it.
    this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `threeline-${stage.name}-${stage.account ?? Aws.ACCOUNT_ID}` },
    });
    for (const [index, groupName] of STAFF_GROUPS.entries()) {
      this.pool.addGroup(groupName, { groupName, precedence: STAFF_GROUPS.length - index });
    }
    (this.pool.node.defaultChild as CfnUserPool).overrideLogicalId('UserPool');
    (this.client.node.defaultChild as CfnUserPoolClient).overrideLogicalId('UserPoolClient');
    acknowledge(
      this.pool,
      'Requesters sign in to the same pool and cannot be asked for a second factor to report a problem. It is offered ' +
        'to all; the operating guide says how to enrol staff, whose power comes from groups that only operators give.',
      'COG2',
    );
    acknowledge(
      this.pool,
      'Threat protection needs the Plus plan, billed for every requester who signs in. Without it guessing is bounded ' +
        "by Cognito's own lockout, passwords of at least twelve characters, and tokens of one hour.",
      'COG8',
    );
  }
}
