/** What a stage of the desk is made with, read from `context.stages` of cdk.json and refused where it cannot work. */
import * as z from 'zod';
import { MODEL_ID } from '../lambdas/core/contracts/language-models.ts';
import { RECEIVING_REGIONS } from './receiving-regions.ts';

/** The stage that runs on one machine; it is never deployed. */
export const LOCAL_STAGE = 'local';

/** A stage that cannot be built; the message says what to write instead. */
export class StageRefused extends Error {
  override readonly name = 'StageRefused';
}

/** Labels of letters, digits and inner hyphens, at least two of them: RFC 1035 section 2.3.1. */
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

const domain = z
  .string('is missing: write the domain that receives the desk\'s mail, such as "help.example.com"')
  .regex(
    DOMAIN,
    'is no domain: write one in lower case, without "@" or "https://", such as "help.example.com"',
  );

const secureUrl = z
  .string('is missing: write where people reach the desk, such as "https://desk.example.com"')
  .regex(
    /^https:\/\/[a-z0-9.-]+(:\d+)?$/,
    'must begin with "https://" and end after the host, such as "https://desk.example.com": mails link to it',
  );

const localUrl = z
  .string()
  .regex(/^http:\/\/127\.0\.0\.1(:\d+)?$/, 'of the local stage is "http://127.0.0.1:4000", or another port');

const tableStream = z
  .string()
  .regex(
    /^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/[A-Za-z0-9_.-]{3,255}\/stream\/[0-9T:.-]+$/,
    'is no stream of a table: write what "aws dynamodb describe-table --query Table.LatestStreamArn" says of it',
  );

const schema = (name: string) =>
  z.strictObject({
    /** Twelve digits; without it the stage goes wherever the operator's credentials lead. */
    account: z
      .string()
      .regex(/^\d{12}$/, "is not twelve digits: write the account's id as a text")
      .optional(),
    region: z
      .string('is missing: write an AWS region, such as "eu-west-1"')
      .refine((region) => RECEIVING_REGIONS.includes(region), {
        error: `is not one where SES receives mail: write one of ${RECEIVING_REGIONS.join(', ')}`,
      }),
    /** Where people reach the desk, without a trailing slash; it stands in every mail. */
    baseUrl: name === LOCAL_STAGE ? localUrl : secureUrl,
    /** The domain that receives the desk's mail and that its mails come from. */
    mailDomain: domain,
    /** How long raw messages that came in are kept; what they said stays in their tickets. */
    keepMailDays: z
      .int('is no number of days: write one, such as 400')
      .min(30, 'is too short to look into anything: write at least 30')
      .max(3650, 'is longer than ten years: write at most 3650')
      .default(400),
    /** Who hears the alarms; without it they only show in CloudWatch. */
    alarmEmail: z.email('is no address: write one that people read, or leave it out').optional(),
    /** An identity provider in place of the stage's own user pool. */
    oidc: z
      .strictObject({
        issuer: z.string().startsWith('https://', 'must begin with "https://", as in the tokens\' "iss"'),
        audience: z.string().min(1, 'is empty: write what the tokens\' "aud" says'),
      })
      .optional(),
    /** Models and inference profiles of Amazon Bedrock that the desk may ask; the settings say whether it asks one. */
    languageModels: z
      .array(
        z
          .string()
          .regex(MODEL_ID, 'is no id: write one as Bedrock lists it, such as "eu.amazon.nova-lite-v1:0"'),
      )
      .max(10, 'are too many: write at most 10')
      .default([]),
    /** The stream of a restored table, which then takes the place of the stage's own (docs/operating.md). */
    restoredTableStream: tableStream.optional(),
  });

/** A checked stage. `name` is part of the names of everything that is made for it. */
export type StageConfig = z.infer<ReturnType<typeof schema>> & { readonly name: string };

/** The stacks of a stage, as CloudFormation knows them. */
export const stackNames = ({ name }: Pick<StageConfig, 'name'>) => ({
  data: `ThreelineData-${name}`,
  service: `ThreelineService-${name}`,
});

export const isLocal = (stage: StageConfig): boolean => stage.name === LOCAL_STAGE;

/** The stage of this name. `stages` is the context value of cdk.json. Throws StageRefused. */
export const stageConfig = (name: string | undefined, stages: unknown): StageConfig => {
  const known = z.record(z.string(), z.unknown()).safeParse(stages ?? {});
  if (!known.success)
    throw new StageRefused('"stages" in the context of cdk.json must be an object of stages.');
  const names = Object.keys(known.data);
  const offer = `cdk.json has ${names.length === 0 ? 'no stages yet' : `the stages ${names.join(', ')}`}`;
  if (name === undefined || name === '') {
    throw new StageRefused(
      `No stage is named. Write "-c stage=<name>" (${offer}), or THREELINE_STAGE=local for the desk on one machine.`,
    );
  }
  if (!Object.hasOwn(known.data, name)) {
    throw new StageRefused(
      `There is no stage "${name}": ${offer}. Copy "example" under that name in cdk.json and fill it in.`,
    );
  }
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name)) {
    throw new StageRefused(
      `"${name}" cannot be the name of a stage: write up to 20 lower-case letters, digits and hyphens.`,
    );
  }
  const parsed = schema(name).safeParse(known.data[name]);
  if (!parsed.success) throw new StageRefused(sentences(name, parsed.error));
  const { region, restoredTableStream } = parsed.data;
  if (restoredTableStream !== undefined && restoredTableStream.split(':')[3] !== region) {
    throw new StageRefused(
      `Stage "${name}" in cdk.json cannot be built:\n- restoredTableStream is in another region than the stage: restore the table in ${region}`,
    );
  }
  return { ...parsed.data, name };
};

const sentences = (name: string, error: z.ZodError): string =>
  [
    `Stage "${name}" in cdk.json cannot be built:`,
    ...error.issues.map((issue) => `- ${issue.path.join('.') || 'it'} ${issue.message}`),
  ].join('\n');
