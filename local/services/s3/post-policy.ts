/** A browser's POST with a signed policy. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
import * as z from 'zod';
import { AwsError, type Call } from '../../kernel/contract.ts';
import { verifySigned } from '../../wire/signature.ts';

/** The form as it was sent; field names in lower case, `key` with the file's name filled in. */
export interface PostForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Buffer;
}

const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal('content-length-range'), z.number(), z.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});
type Condition = z.infer<typeof policySchema>['conditions'][number];

/** Fields that no condition need cover. */
const UNCOVERED = ['policy', 'x-amz-signature', 'file'];

const against = (reason: string): AwsError =>
  new AwsError('AccessDenied', `Invalid according to Policy: ${reason}`, 403);

/** Parses the multipart body; throws MalformedPOSTRequest. */
export const readForm = async (call: Call): Promise<PostForm> => {
  try {
    const type = call.headers['content-type'] ?? '';
    const form = await new Response(new Uint8Array(call.body), {
      headers: { 'content-type': type },
    }).formData();
    const fields: Record<string, string> = {};
    let file: File | undefined;
    for (const [name, value] of form) {
      if (typeof value === 'string') fields[name.toLowerCase()] = value;
      else if (name === 'file') file = value;
    }
    if (file === undefined) throw new Error('there is no file');
    if (fields.key === undefined) throw new Error('there is no key');
    const { name } = file;
    fields.key = fields.key.replaceAll(/\$\{filename\}/g, () => name);
    return { fields, file: Buffer.from(await file.arrayBuffer()) };
  } catch (cause) {
    const error = new AwsError('MalformedPOSTRequest', `The form cannot be read: ${String(cause)}`);
    throw Object.assign(error, { cause });
  }
};

const parsePolicy = (base64: string): z.infer<typeof policySchema> => {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(base64, 'base64').toString('utf8')));
  } catch (cause) {
    throw Object.assign(new AwsError('InvalidPolicyDocument', 'The policy cannot be read.'), { cause });
  }
};

const checkCondition = (
  condition: Condition,
  values: Readonly<Record<string, string>>,
  size: number,
): string[] => {
  if (!Array.isArray(condition)) {
    return Object.entries(condition).flatMap(([name, wanted]) =>
      checkCondition(['eq', `$${name}`, wanted], values, size),
    );
  }
  if (condition[0] === 'content-length-range') {
    const [, least, most] = condition;
    if (size < least) throw new AwsError('EntityTooSmall', 'The file is smaller than the policy allows.');
    if (size > most) throw new AwsError('EntityTooLarge', 'The file is larger than the policy allows.');
    return [];
  }
  const [kind, field, wanted] = condition;
  const name = field.slice(1).toLowerCase();
  const value = values[name] ?? '';
  const holds = kind === 'eq' ? value === wanted : value.startsWith(wanted);
  if (!holds) throw against(`Policy Condition failed: ${JSON.stringify(condition)}`);
  return [name];
};

/** Checks signature, expiry, every condition, and that no field is without one. Throws AwsError. */
export const verifyPolicy = (form: PostForm, bucket: string, now: number): void => {
  const { fields, file } = form;
  const { policy, 'x-amz-signature': signature, 'x-amz-credential': credential } = fields;
  if (policy === undefined || signature === undefined || credential === undefined) {
    throw new AwsError('AccessDenied', 'The form is not signed.', 403);
  }
  verifySigned(credential, policy, signature);
  const { expiration, conditions } = parsePolicy(policy);
  if (now > Date.parse(expiration)) throw against('Policy expired.');
  const values = { ...fields, bucket };
  const covered = new Set(conditions.flatMap((condition) => checkCondition(condition, values, file.length)));
  for (const name of Object.keys(fields)) {
    if (covered.has(name) || UNCOVERED.includes(name) || name.startsWith('x-ignore-')) continue;
    throw against(`Extra input fields: ${name}`);
  }
};
