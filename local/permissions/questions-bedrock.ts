/** Bedrock: Converse asks for `InvokeModel`, of a profile, and behind it of its model too. */
import type { Call } from '../kernel/contract.ts';
import { ACCOUNT, REGION } from '../kernel/contract.ts';
import type { Question } from './statements.ts';

/** The geographies at the beginning of a profile's id. */
const PROFILE = /^(us|us-gov|eu|apac|jp|au|ca|global)\.(.+)$/;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html */
export function bedrockQuestions({ operation, path }: Call): readonly Question[] {
  const action = `bedrock:${operation === 'Converse' ? 'InvokeModel' : operation}`;
  const id = decodeURIComponent(path.split('/')[2] ?? '*');
  const model = PROFILE.exec(id)?.[2];
  const arnOf = (name: string) => `arn:aws:bedrock:${REGION}::foundation-model/${name}`;
  if (model === undefined) return [{ action, resource: arnOf(id) }];
  const profile = `arn:aws:bedrock:${REGION}:${ACCOUNT}:inference-profile/${id}`;
  return [
    { action, resource: profile },
    { action, resource: arnOf(model), context: { 'bedrock:inferenceprofilearn': [profile] } },
  ];
}
