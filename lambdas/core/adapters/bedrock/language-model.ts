/** A language model of Amazon Bedrock, asked by the Converse API (ADR 25). */
import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { LanguageModel, Said } from '../../application/opinion-ports.ts';
import type { Asking } from '../../domain/triage/opinion/asking.ts';
import type { LanguageModelSettings, Unheard } from '../../domain/triage/opinion/opinion.ts';

const TOOL = 'sort_ticket';

/** Four short fields, in any language's tokens. */
const TOKENS_MOST = 400;

/** By the names of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors */
const FAILURES: Readonly<Record<string, Unheard>> = {
  AbortError: 'timeout',
  TimeoutError: 'timeout',
  ModelTimeoutException: 'timeout',
  ThrottlingException: 'busy',
  ServiceUnavailableException: 'busy',
  ModelNotReadyException: 'busy',
  AccessDeniedException: 'denied',
  ValidationException: 'refused',
  ResourceNotFoundException: 'refused',
};

/** `any` with one tool: the models of Anthropic, Amazon and Mistral take it, fewer take a tool by name, or a format. */
const inputOf = (
  { system, data, schema }: Asking,
  { model, temperature }: LanguageModelSettings,
): ConverseCommandInput => ({
  modelId: model,
  system: [{ text: system }],
  messages: [{ role: 'user', content: [{ text: data }] }],
  inferenceConfig: { maxTokens: TOKENS_MOST, ...(temperature === null ? {} : { temperature }) },
  toolConfig: {
    tools: [
      {
        toolSpec: {
          name: TOOL,
          description: 'Says where the ticket belongs.',
          inputSchema: {
            json: {
              type: schema.type,
              properties: Object.fromEntries(Object.entries(schema.properties)),
              required: schema.required,
            },
          },
        },
      },
    ],
    toolChoice: { any: {} },
  },
});

/** One for each instance of a function. HTTP/1.1, for one question at a time needs no streams. */
export const bedrockLanguageModel = (
  client = new BedrockRuntimeClient({ maxAttempts: 1, requestHandler: new NodeHttpHandler() }),
): LanguageModel => ({
  ask: async (asking, by): Promise<Said> => {
    try {
      const { output, stopReason } = await client.send(new ConverseCommand(inputOf(asking, by)), {
        abortSignal: AbortSignal.timeout(by.timeoutSeconds * 1000),
      });
      if (stopReason !== 'tool_use' && stopReason !== 'end_turn')
        return { kind: 'failed', why: 'unfinished' };
      const uses = output?.message?.content?.flatMap(({ toolUse }) => toolUse ?? []) ?? [];
      const [use, ...more] = uses;
      return use?.name === TOOL && more.length === 0
        ? { kind: 'said', answer: use.input }
        : { kind: 'failed', why: 'shape' };
    } catch (error) {
      return { kind: 'failed', why: FAILURES[error instanceof Error ? error.name : ''] ?? 'away' };
    }
  },
});
