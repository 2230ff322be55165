import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bedrockLanguageModel } from '../../../lambdas/core/adapters/bedrock/language-model.ts';
import { askingOf } from '../../../lambdas/core/domain/triage/opinion/asking.ts';
import type { LanguageModelSettings } from '../../../lambdas/core/domain/triage/opinion/opinion.ts';
import { AwsError, type Call, type Service } from '../../../local/kernel/contract.ts';
import { createScript } from '../../../local/services/bedrock/script.ts';
import { createBedrock } from '../../../local/services/bedrock.ts';
import { createWire, type Wire } from '../../../local/wire/server.ts';
import { aSettings, aTicket } from '../builders.ts';

const by: LanguageModelSettings = {
  model: 'eu.amazon.nova-lite-v1:0',
  callsPerDay: 5,
  timeoutSeconds: 5,
  temperature: 0,
};
const asking = askingOf(
  aTicket(),
  [{ where: 'description', text: 'Das Licht geht nicht. Свет не горит.' }],
  aSettings(),
  [],
);
const answer = { category: 'bug', priority: '(none)', confidence: 0.8, reason: 'No light.' };

const modelAt = (endpoint: string) =>
  bedrockLanguageModel(
    new BedrockRuntimeClient({
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler(),
    }),
  );

describe('a language model of Bedrock', () => {
  let wire: Wire;
  let calls: Call[];
  let script: ReturnType<typeof createScript>;
  beforeEach(async () => {
    calls = [];
    script = createScript();
    const before = (call: Call): void => {
      calls.push(call);
    };
    wire = await createWire({
      services: [createBedrock(script)],
      interceptors: [{ before }],
      onError: () => {},
    });
  });
  afterEach(() => wire.close());

  const refusing = (code: string, status: number): Service => ({
    name: 'bedrock',
    handle: async () => {
      throw new AwsError(code, 'No.', status);
    },
  });

  it('is given the question, the text as data, one tool, and how much chance may be in it', async () => {
    script.add({ when: 'Свет не горит', answer });
    expect(await modelAt(wire.url).ask(asking, by)).toEqual({ kind: 'said', answer });
    expect(script.report().asked).toEqual([{ model: by.model, system: asking.system, text: asking.data }]);
    expect(JSON.parse(calls[0]?.body.toString() ?? '')).toMatchObject({
      inferenceConfig: { maxTokens: 400, temperature: 0 },
      toolConfig: {
        tools: [{ toolSpec: { inputSchema: { json: asking.schema } } }],
        toolChoice: { any: {} },
      },
    });
  });

  it('is told nothing of chance where it refuses to be told', async () => {
    script.add({ answer });
    await modelAt(wire.url).ask(asking, { ...by, temperature: null });
    expect(JSON.parse(calls[0]?.body.toString() ?? '').inferenceConfig).toEqual({ maxTokens: 400 });
  });

  it.each([
    [{ text: 'It is a bug.' }, 'shape'],
    [{ text: JSON.stringify(answer) }, 'shape'],
    [{ answer, stopReason: 'max_tokens' }, 'unfinished'],
    [{ answer, stopReason: 'content_filtered' }, 'unfinished'],
    [{ answer, stopReason: 'malformed_tool_use' }, 'unfinished'],
  ])('that answers %j gave no answer', async (rule, why) => {
    script.add(rule);
    expect(await modelAt(wire.url).ask(asking, by)).toEqual({ kind: 'failed', why });
  });

  it('hands on whatever it gave to the tool, for others to judge', async () => {
    script.add({ answer: ['nonsense', { deep: null }] });
    expect(await modelAt(wire.url).ask(asking, by)).toEqual({
      kind: 'said',
      answer: ['nonsense', { deep: null }],
    });
  });

  it.each([
    ['ThrottlingException', 429, 'busy'],
    ['ServiceUnavailableException', 503, 'busy'],
    ['ModelNotReadyException', 429, 'busy'],
    ['ModelTimeoutException', 408, 'timeout'],
    ['AccessDeniedException', 403, 'denied'],
    ['ValidationException', 400, 'refused'],
    ['ResourceNotFoundException', 404, 'refused'],
    ['InternalServerException', 500, 'away'],
  ] as const)('that is refused with %s was asked once', async (code, status, why) => {
    wire.services.splice(0, 1, refusing(code, status));
    expect(await modelAt(wire.url).ask(asking, by)).toEqual({ kind: 'failed', why });
    expect(calls).toHaveLength(1);
  });

  it('that is on no machine refuses until somebody says what it would answer', async () => {
    expect(await modelAt(wire.url).ask(asking, by)).toEqual({ kind: 'failed', why: 'denied' });
  });
});

describe('a place where nobody answers', () => {
  let silent: Server;
  beforeEach(async () => {
    silent = createServer(() => {});
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
  });
  afterEach(() => {
    silent.closeAllConnections();
    silent.close();
  });

  it('is given up when the time is over', async () => {
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await modelAt(url).ask(asking, { ...by, timeoutSeconds: 1 })).toEqual({
      kind: 'failed',
      why: 'timeout',
    });
  });

  it('or nobody is, is away', async () => {
    expect(await modelAt('http://127.0.0.1:1').ask(asking, by)).toEqual({ kind: 'failed', why: 'away' });
  });
});
