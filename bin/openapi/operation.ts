/** One row of the route table as an operation of the document. */
import type * as z from 'zod';
import { isPage, type Route, routeKeyOf } from '../../lambdas/core/contracts/route.ts';
import { answerExample, bodyExample } from './examples.ts';
import { inputSchema, type JsonSchema, outputSchema, settingsSchema } from './schemas.ts';

const ref = (kind: string, name: string): JsonSchema => ({ $ref: `#/components/${kind}/${name}` });

const isGuarded = (route: Route): boolean => route.who !== 'public' && route.who !== 'link';
const isChange = (route: Route): boolean => route.method !== 'GET';

/** The row says `unknown`: which schema it is depends on the path. */
const isSettings = (route: Route): boolean => route.path.endsWith('/{kind}');

/** Routes whose answer has a version, and so an ETag. */
const isVersioned = (route: Route): boolean =>
  /\{ticket\}|\{kind\}/.test(route.path) || route.id === 'openTicket';

const parametersOf = (
  schema: z.core.$ZodType | undefined,
  place: 'path' | 'query',
): readonly JsonSchema[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: described,
  }));
};

/** Rows that are not built yet may have parameters without a schema. */
const pathParameters = (route: Route): readonly JsonSchema[] => {
  if (route.params !== undefined) return parametersOf(route.params(), 'path');
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
};

const headerParameters = (route: Route): readonly JsonSchema[] => [
  ...(isVersioned(route) && isChange(route) && route.id !== 'openTicket'
    ? [ref('parameters', 'IfMatch')]
    : []),
  ...(route.method === 'POST' && isGuarded(route) ? [ref('parameters', 'IdempotencyKey')] : []),
];

const requestBody = (route: Route): JsonSchema => {
  if (route.form === true)
    return {
      requestBody: {
        required: true,
        content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } },
      },
    };
  if (route.body === undefined) return {};
  const example = bodyExample(route.id);
  return {
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: isSettings(route) ? settingsSchema : inputSchema(route.body()),
          ...(example === undefined ? {} : { example }),
        },
      },
    },
  };
};

const answerHeaders = (route: Route): JsonSchema => ({
  ...(isVersioned(route) ? { ETag: ref('headers', 'ETag') } : {}),
  ...(route.status === 201 || route.status === 302 ? { Location: ref('headers', 'Location') } : {}),
  ...(route.method === 'POST' && isGuarded(route)
    ? { 'Idempotency-Replayed': ref('headers', 'IdempotencyReplayed') }
    : {}),
  ...rateHeaders(route),
});

const rateHeaders = (route: Route): JsonSchema =>
  route.limited === true
    ? {
        'RateLimit-Limit': ref('headers', 'RateLimitLimit'),
        'RateLimit-Remaining': ref('headers', 'RateLimitRemaining'),
        'RateLimit-Reset': ref('headers', 'RateLimitReset'),
      }
    : {};

const answerSchema = (route: Route): JsonSchema => {
  if (isSettings(route)) return settingsSchema;
  return route.answer === undefined ? {} : outputSchema(route.answer());
};

const success = (route: Route): JsonSchema => {
  const headers = answerHeaders(route);
  const said = { description: route.summary, ...(Object.keys(headers).length > 0 ? { headers } : {}) };
  if (route.status === 204 || route.status === 302) return said;
  if (isPage(route)) return { ...said, content: { 'text/html': { schema: { type: 'string' } } } };
  const example = answerExample(route.id);
  const schema = answerSchema(route);
  return {
    ...said,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  };
};

/** The errors that a route can answer with, by status. */
const errorsOf = (route: Route): readonly number[] => {
  const takesBody = route.body !== undefined || route.form === true;
  return [
    400,
    ...(isGuarded(route) ? [401, 403] : []),
    ...(route.path.includes('{') ? [404] : []),
    ...(isChange(route) && isGuarded(route) ? [409] : []),
    ...(isVersioned(route) && isChange(route) ? [412] : []),
    ...(takesBody ? [413, 415] : []),
    ...(takesBody && route.form !== true ? [422] : []),
    ...(route.limited === true ? [429] : []),
    ...(route.built ? [] : [501]),
    503,
  ];
};

/** The operation object of a row. `x-threeline-who` is the lowest role, `x-threeline-scope` what a machine key needs. */
export const operationOf = (route: Route): JsonSchema => {
  const parameters = [
    ...pathParameters(route),
    ...parametersOf(route.query?.(), 'query'),
    ...headerParameters(route),
  ];
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.path.split('/')[2]?.replace('.json', '') ?? 'pages'].map((tag) =>
      isPage(route) ? 'pages' : route.who === 'link' ? 'tickets' : tag,
    ),
    'x-threeline-who': route.who,
    'x-threeline-scope': route.scope,
    ...(route.built ? {} : { 'x-threeline-built': false }),
    security: isGuarded(route) ? [{ oidc: [] }, { machineKey: [] }, { linkToken: [] }] : [],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(route),
    responses: {
      ...(route.built ? { [route.status]: success(route) } : {}),
      ...Object.fromEntries(errorsOf(route).map((status) => [status, ref('responses', `Problem${status}`)])),
    },
    'x-threeline-route-key': routeKeyOf(route),
  };
};
