/** Schemas of the document: the zod rows as JSON Schema 2020-12, and the problem that every error is. */
import * as z from 'zod';
import * as answers from '../../lambdas/core/contracts/answers.ts';
import { SETTINGS_KINDS } from '../../lambdas/core/domain/settings/kinds.ts';
import { SETTINGS_SCHEMAS } from '../../lambdas/core/domain/settings/schemas.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Shapes that several routes share, by the names under which the document knows them. */
const SHARED = new Map<z.core.$ZodType, string>([
  [answers.ticketAnswer(), 'Ticket'],
  [answers.commentAnswer(), 'Comment'],
  [answers.eventAnswer(), 'Event'],
  [answers.clockAnswer(), 'Clock'],
  [answers.triageAnswer(), 'Triage'],
  [answers.keyAnswer(), 'MachineKey'],
  [answers.meAnswer(), 'Me'],
  [answers.bulkAnswer(), 'BulkResult'],
]);

/** A format says more than its pattern, and every number of ours is a safe integer. */
const tidy = (schema: Record<string, unknown>, io: 'input' | 'output'): void => {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  // Answers may gain fields within version 1; requests with unknown ones are refused.
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
};

const described = (schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => tidy(jsonSchema, io),
  });
  return rest;
};

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** The JSON Schema of what a route takes. */
export const inputSchema = (schema: z.core.$ZodType): JsonSchema => described(schema, 'input');

const itemOf = (schema: z.core.$ZodType): z.core.$ZodType | undefined =>
  schema instanceof z.core.$ZodArray ? schema._zod.def.element : undefined;

const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> =>
  schema instanceof z.core.$ZodObject ? schema._zod.def.shape : {};

/** The JSON Schema of what a route answers; lists and pages of a shared shape refer to it. */
export const outputSchema = (schema: z.core.$ZodType): JsonSchema => {
  const name = SHARED.get(schema);
  if (name !== undefined) return ref(name);
  const item = itemOf(schema);
  if (item !== undefined) return { type: 'array', items: outputSchema(item) };
  const { data, meta } = shapeOf(schema);
  if (data === undefined) return described(schema, 'output');
  const list = { type: 'object', required: ['data'], properties: { data: outputSchema(data) } };
  return meta === undefined ? list : { allOf: [ref('Page'), list] };
};

const problem: JsonSchema = {
  type: 'object',
  description: 'An error (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', description: '`urn:threeline:problem:` and a stable name.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence for a person.' },
    instance: { type: 'string', description: 'The path, or of a page its route.' },
    errors: {
      type: 'array',
      description: 'Every wrong field.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
  additionalProperties: true,
};

const page: JsonSchema = {
  type: 'object',
  required: ['data', 'meta', 'links'],
  properties: {
    data: { type: 'array' },
    meta: {
      type: 'object',
      required: ['hasMore'],
      properties: {
        hasMore: { type: 'boolean' },
        count: { type: 'integer', description: 'Of how many this is a page; only the view `today` says it.' },
      },
    },
    links: {
      type: 'object',
      required: ['next'],
      properties: { next: { type: ['string', 'null'], description: 'The next page; null at the end.' } },
    },
  },
};

const settingsName = (kind: string): string => `Settings-${kind}`;

/** Any settings document; which one, the path says. */
export const settingsSchema: JsonSchema = { anyOf: SETTINGS_KINDS.map((kind) => ref(settingsName(kind))) };

/** `components.schemas`. */
export const sharedSchemas = (): JsonSchema => ({
  ...Object.fromEntries(
    SETTINGS_KINDS.map((kind) => [settingsName(kind), described(SETTINGS_SCHEMAS[kind], 'input')]),
  ),
  ...Object.fromEntries([...SHARED].map(([schema, name]) => [name, described(schema, 'output')])),
  Page: page,
  Problem: problem,
});
