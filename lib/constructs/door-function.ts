/** One function of the desk: its bundle, its own role, its log, its environment as the contracts type it. */
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Charset, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DOORS, type DoorName } from '../../lambdas/core/contracts/doors.ts';
import type { Environment } from '../../lambdas/core/contracts/environment.ts';
import type { StageConfig } from '../stage-config.ts';

export interface DoorFunctionProps<D extends DoorName> {
  readonly door: D;
  readonly stage: StageConfig;
  /** The folder that `DOORS[door].entry` is relative to. */
  readonly entryRoot: string;
  readonly environment: Environment<D>;
  /** Everything it may do besides writing its own log. */
  readonly grants: readonly PolicyStatement[];
}

/**
 * Takes the place of the SDK's credential chain in every bundle: on Lambda credentials are in the environment, and
 * the files, sign-ins and processes that the chain also tries are a quarter of a start.
 */
const CREDENTIALS = join(import.meta.dirname, '../../lambdas/core/adapters/system/credentials.ts');

/** Libraries that are CommonJS call `require`, which an ES module does not have. */
const REQUIRE = "import{createRequire as r}from'node:module';const require=r(import.meta.url);";

export class DoorFunction<D extends DoorName = DoorName> extends Construct {
  readonly door: D;
  readonly fn: NodejsFunction;

  constructor(scope: Construct, id: string, props: DoorFunctionProps<D>) {
    super(scope, id);
    const { door, stage } = props;
    const { entry, purpose, timeoutSeconds, memoryMegabytes } = DOORS[door];
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
            ...props.grants,
          ],
        }),
      },
    });
    this.fn = new NodejsFunction(this, 'Function', {
      description: purpose,
      entry: join(props.entryRoot, entry),
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMegabytes,
      timeout: Duration.seconds(timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...props.environment },
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        mainFields: ['module', 'main'],
        minify: true,
        charset: Charset.UTF8,
        bundleAwsSDK: true,
        externalModules: [],
        banner: REQUIRE,
        esbuildArgs: { '--alias': `@aws-sdk/credential-provider-node=${CREDENTIALS}` },
      },
    });
  }
}
