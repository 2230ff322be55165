/** Writes cloud assemblies as small as a test needs them. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TestStack {
  readonly name?: string;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, unknown>>;
  /** From asset name to its files; a function refers to it by `<name>.zip`. */
  readonly assets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** From object key to content, for assets that are one file. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A new folder that holds these stacks. */
export function assemblyOnDisk(...stacks: readonly TestStack[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (path: string, content: unknown) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const artifacts: Record<string, unknown> = {};
  for (const [index, stack] of stacks.entries()) {
    const name = stack.name ?? `Stack${index}`;
    const files: Record<string, unknown> = {};
    for (const [asset, contents] of Object.entries(stack.assets ?? {})) {
      for (const [file, content] of Object.entries(contents)) write(`asset.${asset}/${file}`, content);
      files[asset] = {
        source: { path: `asset.${asset}`, packaging: 'zip' },
        destinations: { current: { bucketName: 'assets', objectKey: `${asset}.zip` } },
      };
    }
    for (const [key, content] of Object.entries(stack.files ?? {})) {
      write(`asset.${key}`, content);
      files[key] = {
        source: { path: `asset.${key}`, packaging: 'file' },
        destinations: { current: { bucketName: 'assets', objectKey: key } },
      };
    }
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: `${name}.template.json` },
    };
    write(`${name}.assets.json`, { files });
    write(`${name}.template.json`, {
      Resources: stack.resources,
      Outputs: stack.outputs ?? {},
      Parameters: stack.parameters ?? {},
      Conditions: stack.conditions ?? {},
    });
  }
  write('manifest.json', { artifacts });
  return folder;
}

/** A function resource with its role. */
export const aFunction = (asset: string, properties: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: `${asset}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    ...properties,
  },
});

export const aRole = (...statements: readonly Readonly<Record<string, unknown>>[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});
