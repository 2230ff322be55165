/** The state machine that watches over one ticket from its opening to its end. */
import { join } from 'node:path';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../stage-config.ts';

const DEFINITION = join(import.meta.dirname, '../../statemachines/ticket-lifecycle.asl.json');

/** ARNs that follow from the name, for functions that the machine itself depends on. */
export const workflowNames = (scope: Construct, stage: StageConfig) => {
  const name = `threeline-${stage.name}-ticket-lifecycle`;
  const arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({
      service: 'states',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return { name, stateMachineArn: arn('stateMachine', name), executionsArn: arn('execution', `${name}:*`) };
};

export interface TicketWorkflowProps {
  readonly stage: StageConfig;
  /** Takes every step. */
  readonly steps: IFunction;
}

export class TicketWorkflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: TicketWorkflowProps) {
    super(scope, id);
    const { name } = workflowNames(this, props.stage);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'Calls the one function of the workflow.',
      inlinePolicies: {
        steps: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'TakeSteps',
              actions: ['lambda:InvokeFunction'],
              resources: [props.steps.functionArn],
            }),
          ],
        }),
      },
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(DEFINITION),
      definitionSubstitutions: { ticketLifecycle: props.steps.functionArn },
      role,
      tracingEnabled: false,
      logs: {
        level: LogLevel.ERROR,
        // Inputs are ids, yet causes of failures may quote what a person wrote.
        includeExecutionData: false,
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/threeline/${props.stage.name}/ticket-lifecycle`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    acknowledge(
      role,
      'The actions that turn log delivery on have no resource: ' +
        'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy',
      'IAM5[Resource::*]',
    );
    acknowledge(
      this.machine,
      'Errors are logged; the full course of every execution is kept by Step Functions for 90 days without a second ' +
        'copy. Traces are not read by anybody: steps log with the ticket id.',
      'SF1',
      'SF2',
    );
  }
}
