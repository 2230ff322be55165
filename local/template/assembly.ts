/** Reads a CDK cloud assembly: the stacks of `manifest.json`, their templates, and where their assets lie. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { REGION } from '../kernel/contract.ts';
import { TemplateError } from './template-error.ts';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
    }),
  ),
});

/** Sections that say nothing about what runs are left out on purpose: Description, Metadata, Rules. */
const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.unknown().optional(),
  Description: z.unknown().optional(),
  Metadata: z.unknown().optional(),
  Rules: z.unknown().optional(),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.string().optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Condition: z.string().optional(),
      DependsOn: z.unknown().optional(),
      DeletionPolicy: z.unknown().optional(),
      UpdateReplacePolicy: z.unknown().optional(),
      Metadata: z.unknown().optional(),
    }),
  ),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Condition: z.string().optional(),
        Export: z.object({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export type Template = z.infer<typeof templateSchema>;

export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** From the object key in the bootstrap bucket to the absolute path of the file or folder. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Every stack of the assembly in `folder`, in the order of the manifest. Throws TemplateError. */
export function readAssembly(folder: string): readonly Stack[] {
  const manifest = read(join(folder, 'manifest.json'), manifestSchema);
  const stacks = Object.entries(manifest.artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]): Stack => {
      refuseOtherRegion(id, artifact.environment);
      const file = artifact.properties?.templateFile ?? `${id}.template.json`;
      return {
        name: artifact.properties?.stackName ?? id,
        template: read(join(folder, file), templateSchema),
        assets: readAssets(folder, file.replace(/\.template\.json$/, '.assets.json')),
      };
    });
  if (stacks.length === 0) throw new TemplateError(`${folder} holds no stack.`);
  return stacks;
}

/** `aws://<account>/<region>`; ARNs that CDK wrote out for another region would never match ours. */
function refuseOtherRegion(id: string, environment = ''): void {
  const region = environment.split('/').at(-1) ?? '';
  if (region !== '' && region !== 'unknown-region' && region !== REGION) {
    throw new TemplateError(
      `${id} is made for the region ${region}; the desk on one machine plays ${REGION}.`,
    );
  }
}

function readAssets(folder: string, file: string): ReadonlyMap<string, string> {
  if (!existsSync(join(folder, file))) return new Map();
  const assets = Object.values(read(join(folder, file), assetsSchema).files);
  return new Map(
    assets.flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(folder, source.path)] as const),
    ),
  );
}

function read<T>(path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new TemplateError(`${path} cannot be read as part of a cloud assembly: ${why}`, { cause });
  }
}
