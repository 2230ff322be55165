/** One function of the desk: its bundle, its own role, its log, its environment as the contracts type it. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DOORS, type DoorName } from '../../lambdas/core/contracts/doors.ts';
import type { Environment } from '../../lambdas/core/contracts/environment.ts';
import { acknowledgeWildcards } from '../acknowledge.ts';
import type { Grant } from '../grants.ts';
import type { StageConfig } from '../stage-config.ts';

export interface DoorFunctionProps<D extends DoorName> {
  readonly door: D;
  readonly stage: StageConfig;
  /** The folder of its bundle. */
  readonly code: string;
  readonly environment: Environment<D>;
  /** Everything it may do besides writing its own log. */
  readonly grants: readonly Grant[];
}

export class DoorFunction<D extends DoorName = DoorName> extends Construct {
  readonly door: D;
  readonly fn: LambdaFunction;

  constructor(scope: Construct, id: string, props: DoorFunctionProps<D>) {
    super(scope, id);
    const { door, stage } = props;
    const { purpose, timeoutSeconds, memoryMegabytes } = DOORS[door];
    this.door = door;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/threeline/${stage.name}/${door}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Statements stand in the role itself, so that nothing that needs them is made before they are there.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `${Stack.of(this).stackName}: ${purpose}`,
      inlinePolicies: {
        [door]: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'WriteOwnLog',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
            ...props.grants.map(({ statement }) => statement),
          ],
        }),
      },
    });
    for (const { statement, wildcard } of props.grants) {
      if (wildcard !== undefined) acknowledgeWildcards(role, wildcard, statement.resources);
    }
    this.fn = new LambdaFunction(this, 'Function', {
      description: purpose,
      code: Code.fromAsset(props.code),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMegabytes,
      timeout: Duration.seconds(timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...props.environment },
    });
  }
}
