/** The CDK app of the desk: `npx cdk deploy --all -c stage=<name>`, or THREELINE_STAGE=local for one machine. */
import { deskApp } from '../lib/desk-app.ts';
import { StageRefused } from '../lib/stage-config.ts';

try {
  deskApp({ stage: process.env.THREELINE_STAGE }).app.synth();
} catch (error) {
  if (!(error instanceof StageRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
