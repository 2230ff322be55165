import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createScript, type Script } from '../../../local/services/bedrock/script.ts';
import { createBedrock } from '../../../local/services/bedrock.ts';
import { createWire, type Wire } from '../../../local/wire/server.ts';
import { clientOf } from './workbench.ts';

let wire: Wire;
let script: Script;
let client: BedrockRuntimeClient;
beforeEach(async () => {
  script = createScript();
  wire = await createWire({ services: [createBedrock(script)], interceptors: [], onError: () => {} });
  client = new BedrockRuntimeClient({
    ...clientOf(wire),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
});
afterEach(async () => {
  client.destroy();
  await wire.close();
});

const converse = (text: string, more: Partial<ConverseCommandInput> = {}) =>
  client.send(
    new ConverseCommand({
      modelId: 'amazon.nova-lite-v1:0',
      messages: [{ role: 'user', content: [{ text }] }],
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'pick',
              inputSchema: { json: { type: 'object', properties: {}, required: [] } },
            },
          },
        ],
      },
      ...more,
    }),
  );

it('the language model says what it was told to say, the last word first', async () => {
  script.add({ answer: { a: 1 } });
  script.add({ when: 'LAMP', text: 'A lamp.' });
  const { output, stopReason, usage } = await converse('nothing');
  expect(output?.message?.content?.[0]?.toolUse).toMatchObject({ name: 'pick', input: { a: 1 } });
  expect(stopReason).toBe('tool_use');
  expect(usage?.totalTokens).toBeGreaterThan(0);
  const other = await converse('My lamp');
  expect([other.output?.message?.content, other.stopReason]).toEqual([[{ text: 'A lamp.' }], 'end_turn']);
  expect(script.report().asked.map(({ text }) => text)).toEqual(['nothing', 'My lamp']);
});

it('nobody is led to believe that there is a model', async () => {
  await expect(converse('Hello')).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('no language model on this machine'),
  });
  script.add({ answer: {} });
  script.clear();
  expect(script.report()).toEqual({ rules: [], asked: [] });
  await expect(converse('Hello')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

it('what is not known of Converse is said, and so is every other call', async () => {
  script.add({ answer: {} });
  await expect(
    converse('Hello', { guardrailConfig: { guardrailIdentifier: 'a', guardrailVersion: '1' } }),
  ).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('guardrailConfig'),
  });
  const invoke = new InvokeModelCommand({ modelId: 'amazon.nova-lite-v1:0', body: '{}' });
  await expect(client.send(invoke)).rejects.toMatchObject({ name: 'UnknownOperationException' });
});

it.each([[{}], [{ answer: 1, text: 'a' }], [{ answer: 1, when: '' }], [{ answer: 1, stopReason: 'tired' }]])(
  'a rule that would say nothing, or two things, is refused: %j',
  (rule) => {
    expect(() => script.add(rule)).toThrow();
  },
);
