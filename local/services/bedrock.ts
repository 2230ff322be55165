/** Amazon Bedrock's runtime without a model: it answers what it was told to answer, and refuses until it was told. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type Call, type Service } from '../kernel/contract.ts';
import { jsonReply, unknownOperation } from '../wire/reply.ts';
import type { Script } from './bedrock/script.ts';

const block = z.strictObject({ text: z.string().min(1) });

/** What is known here of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
const converseSchema = z.strictObject({
  system: z.array(block).default([]),
  messages: z.array(z.strictObject({ role: z.literal('user'), content: z.array(block).min(1) })).length(1),
  inferenceConfig: z
    .strictObject({ maxTokens: z.int().min(1), temperature: z.number().min(0).max(1).optional() })
    .optional(),
  toolConfig: z.strictObject({
    tools: z
      .array(
        z.strictObject({
          toolSpec: z.strictObject({
            name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
            description: z.string().min(1).optional(),
            inputSchema: z.strictObject({
              json: z.strictObject({
                type: z.literal('object'),
                properties: z.record(z.string(), z.json()),
                required: z.array(z.string()),
              }),
            }),
          }),
        }),
      )
      .length(1),
    toolChoice: z.strictObject({ any: z.strictObject({}) }).optional(),
  }),
});

/** About what a tokenizer makes of it; nobody is billed by this. */
const tokensIn = (text: string): number => Math.ceil(text.length / 4);

const bodyOf = (call: Call): z.infer<typeof converseSchema> => {
  const parsed = converseSchema.safeParse(JSON.parse(call.body.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new AwsError(
    'UnknownOperationException',
    `Converse is not known in this form here: ${z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}`,
  );
};

/** `/model/<id>/converse`. */
export const modelOf = (path: string): string => decodeURIComponent(path.split('/')[2] ?? '');

export const createBedrock = (script: Script): Service => ({
  name: 'bedrock',
  handle: async (call: Call) => {
    if (call.operation !== 'Converse') throw unknownOperation(call);
    const { system, messages, toolConfig } = bodyOf(call);
    const asked = {
      model: modelOf(call.path),
      system: system.map(({ text }) => text).join('\n'),
      text: messages.flatMap(({ content }) => content.map(({ text }) => text)).join('\n'),
    };
    script.note(asked);
    const rule = script.ruleFor(asked.text);
    if (rule === undefined)
      throw new AwsError(
        'AccessDeniedException',
        'There is no language model on this machine; POST /_local/language-model says what it would answer.',
        403,
      );
    const name = toolConfig.tools[0]?.toolSpec.name ?? '';
    const content =
      rule.text === undefined
        ? { toolUse: { toolUseId: `tooluse_${randomUUID()}`, name, input: rule.answer } }
        : { text: rule.text };
    const inputTokens = tokensIn(asked.system + asked.text);
    const outputTokens = tokensIn(JSON.stringify(content));
    return jsonReply({
      output: { message: { role: 'assistant', content: [content] } },
      stopReason: rule.stopReason ?? (rule.text === undefined ? 'tool_use' : 'end_turn'),
      usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
      metrics: { latencyMs: 1 },
    });
  },
});
