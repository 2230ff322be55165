import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { languageModelTargets } from '../../lib/language-models.ts';
import { stageConfig } from '../../lib/stage-config.ts';

const stack = new Stack(new App(), 'Desk', { env: { account: '111122223333', region: 'eu-west-1' } });
const targets = (...languageModels: readonly string[]) =>
  stack.resolve(languageModelTargets(stack, { languageModels }));
const stageWith = (languageModels: unknown) =>
  stageConfig('prod', {
    prod: {
      region: 'eu-west-1',
      baseUrl: 'https://desk.acme.test',
      mailDomain: 'help.acme.test',
      languageModels,
    },
  });

describe('the language models of a stage', () => {
  it('are none unless it names some', () => {
    expect(stageWith(undefined).languageModels).toEqual([]);
    expect(targets()).toEqual({ askedArns: [], behindArns: [], profileArns: [] });
  });

  it('are asked in its own region, and profiles with their models wherever those are', () => {
    const partition = { Ref: 'AWS::Partition' };
    const text = (targeted: unknown): string =>
      JSON.stringify(targeted).replaceAll(JSON.stringify(partition), '"aws"');
    const made = text(targets('anthropic.claude-haiku-4-5-20251001-v1:0', 'eu.amazon.nova-lite-v1:0'));
    for (const arn of [
      'bedrock:eu-west-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
      'bedrock:eu-west-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0',
      'bedrock:*::foundation-model/amazon.nova-lite-v1:0',
    ])
      expect(made).toContain(arn);
    expect(made).not.toContain('foundation-model/*');
  });

  it.each([
    [['*']],
    [['eu.amazon.*']],
    [['nova']],
    [['arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0']],
    ['eu.amazon.nova-lite-v1:0'],
    [Array.from({ length: 11 }, () => 'amazon.nova-lite-v1:0')],
  ])('are ids: %j is refused', (wrong) => {
    expect(() => stageWith(wrong)).toThrow(/languageModels/);
  });

  it.each([
    'amazon.nova-micro-v1:0',
    'us.anthropic.claude-sonnet-4-20250514-v1:0',
    'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    'mistral.mistral-large-2407-v1:0',
    'zai.glm-4.7',
    'anthropic.claude-3-haiku-20240307-v1:0:48k',
  ])('may be %s', (id) => {
    expect(stageWith([id]).languageModels).toEqual([id]);
  });
});
