import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, NagPack } from 'cdk-nag';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readJson, synthesize } from './synthesized.ts';

const prod = synthesize('prod');
const local = synthesize('local');

const engine = new CelEngine();
afterAll(() => engine.free());

/** Redundant dependencies, which CDK writes down itself. */
const OF_CDK = ['W3005'];

describe('security checks', () => {
  it('would find a bucket that keeps no access log', () => {
    const stack = new Stack(new App(), 'Careless');
    new Bucket(stack, 'Bucket');
    const { violations } = new AwsSolutionsChecks().validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-S1');
  });

  it.each([
    ['prod', prod],
    ['local', local],
  ])('find nothing in the stage %s that is not acknowledged', (_name, { app }) => {
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  it('have been acknowledged for what they still find, and with a reason', () => {
    const asked = vi.spyOn(NagPack.prototype as unknown as Asked, 'isAcknowledged');
    new AwsSolutionsChecks().validateScope(prod.app);
    const answered = asked.mock.calls
      .filter((_call, index) => asked.mock.results[index]?.value === true)
      .map(([, id]) => id);
    asked.mockRestore();
    const acknowledged = prod.app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>));
    expect(new Set(acknowledged.map(([id]) => id.replace('Annotation::', '')))).toEqual(new Set(answered));
    for (const [id, reason] of acknowledged) expect(reason, id).toMatch(/^[A-Z].{30,}$/);
  });
});

interface Asked {
  isAcknowledged(resource: unknown, id: string): boolean;
}

describe.each([
  ['Data', prod],
  ['Service', prod],
  ['Data', local],
  ['Service', local],
] as const)('the template of %s, for $stage.name', (stack, stage) => {
  it('has nothing that CloudFormation would refuse or warn of', () => {
    const file = new TemplateFile(stage.templateFile(stack));
    const { diagnostics } = engine.validateStandard(file, { severityLevel: 'WARN' });
    expect(diagnostics.filter(({ ruleId }) => !OF_CDK.includes(ruleId))).toEqual([]);
  });
});

describe('the desk on one machine', () => {
  it('is told its address at start, when it has found a port', () => {
    local.serviceTemplate.hasParameter('BaseUrl', { Type: 'String', Default: 'http://127.0.0.1:4000' });
    local.serviceTemplate.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ BASE_URL: { Ref: 'BaseUrl' } }) },
    });
  });

  it('is not protected against being thrown away', () => {
    expect(local.data.terminationProtection).toBe(false);
  });
});

/** As listed in lib/README.md. */
const STANDING: Readonly<Record<string, number>> = {
  'AWS::SecretsManager::Secret': 0.4,
  'AWS::CloudWatch::Alarm': 0.1,
  'AWS::CloudWatch::Dashboard': 3,
  'AWS::KMS::Key': 1,
};

describe('an idle desk', () => {
  const priceOf = (type: string) => Object.keys(prod.resources(type)).length * (STANDING[type] ?? 0);

  it('costs less than three dollars a month', () => {
    const polledQueues = Object.values(prod.resources('AWS::Lambda::EventSourceMapping')).filter(
      ({ Properties }) => !('StartingPosition' in Properties),
    );
    // Five pollers ask every twenty seconds: 0.65 million requests.
    const polling = polledQueues.length * 0.26;
    const total = Object.keys(STANDING).reduce((sum, type) => sum + priceOf(type), polling);
    expect(polledQueues).toHaveLength(2);
    expect(total).toBeLessThan(3);
  });

  it('has no key, dashboard, network or server that is billed by the hour', () => {
    for (const stack of ['Data', 'Service'] as const) {
      const { Resources } = readJson(prod.templateFile(stack)) as {
        Resources: Record<string, { Type: string }>;
      };
      const types = Object.values(Resources).map(({ Type }) => Type);
      for (const type of types)
        expect(type).not.toMatch(/^AWS::(KMS|EC2|RDS|ElastiCache|ECS|Kinesis|CloudWatch::Dashboard|WAFv2)/);
    }
  });
});

/** Hashes of assets change with every line of code, and versions with every release; what the stacks are does not. */
const withoutHashes = (template: unknown): unknown =>
  JSON.parse(
    JSON.stringify(template)
      .replaceAll(/[0-9a-f]{64}/g, '<hash>')
      .replaceAll(/"VERSION":"[^"]+"/g, '"VERSION":"<version>"'),
  );

describe.each(['Data', 'Service'] as const)('the %s stack', (stack) => {
  it('is what it was, unless somebody means to change it', () => {
    expect(withoutHashes(readJson(prod.templateFile(stack)))).toMatchSnapshot();
  });
});
