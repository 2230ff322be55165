/** The CDK app: one stage of the desk, as two stacks. */
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import settings from '../cdk.json' with { type: 'json' };
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import { type StageConfig, stackNames, stageConfig } from './stage-config.ts';

export interface DeskAppProps {
  /** Used when the context names no stage. */
  readonly stage?: string | undefined;
  /** In place of the stages of cdk.json. */
  readonly stages?: Readonly<Record<string, unknown>>;
  /** The folder that holds `api/`, `events/` and `steps/`; `lambdas/` unless a test brings stand-ins. */
  readonly entryRoot?: string;
  readonly outdir?: string;
}

export interface DeskApp {
  readonly app: App;
  readonly stage: StageConfig;
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/**
 * Builds the app for one stage: `-c stage=<name>` first, then `props.stage`. The context of cdk.json counts also
 * when the CLI is not there to read it. Throws StageRefused.
 */
export const deskApp = (props: DeskAppProps = {}): DeskApp => {
  const app = new App({
    context: { ...settings.context, ...(props.stages === undefined ? {} : { stages: props.stages }) },
    analyticsReporting: false,
    ...(props.outdir === undefined ? {} : { outdir: props.outdir }),
  });
  const stage = stageConfig(app.node.tryGetContext('stage') ?? props.stage, app.node.tryGetContext('stages'));
  const env = { region: stage.region, ...(stage.account === undefined ? {} : { account: stage.account }) };
  const names = stackNames(stage);
  const data = new DataStack(app, names.data, {
    env,
    stage,
    description: 'Threeline: tickets, texts, people and keys, which outlive everything else.',
  });
  const service = new ServiceStack(app, names.service, {
    env,
    stage,
    data,
    entryRoot: props.entryRoot ?? join(import.meta.dirname, '..', 'lambdas'),
    description: 'Threeline: the support desk at work; it can be replaced at any time.',
  });
  return { app, stage, data, service };
};
