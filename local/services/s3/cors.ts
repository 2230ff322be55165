/** What a bucket tells a browser of another origin. https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
import { AwsError, type Call, type Reply } from '../../kernel/contract.ts';
import type { CorsRule } from './bucket.ts';

const matches = (patterns: readonly string[], value: string): boolean =>
  patterns.some((pattern) => {
    const [before = '', after] = pattern.toLowerCase().split('*');
    const asked = value.toLowerCase();
    if (after === undefined) return asked === before;
    return asked.length >= before.length + after.length && asked.startsWith(before) && asked.endsWith(after);
  });

const answer = (rule: CorsRule, origin: string): Record<string, string> => {
  const everyone = rule.origins.includes('*');
  return {
    'access-control-allow-origin': everyone ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(everyone ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposeHeaders.length === 0
      ? {}
      : { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
};

/** The headers for an answer to a request that came from another origin; none where no rule fits. */
export const corsHeaders = (rules: readonly CorsRule[], call: Call): Record<string, string> => {
  const { origin } = call.headers;
  if (origin === undefined) return {};
  const rule = rules.find(
    ({ origins, methods }) => matches(origins, origin) && methods.includes(call.method),
  );
  return rule === undefined ? {} : answer(rule, origin);
};

/** The answer to a browser's question before it uploads; throws AccessForbidden. */
export const preflight = (rules: readonly CorsRule[], call: Call): Reply => {
  const { origin = '', 'access-control-request-method': method = '' } = call.headers;
  const asked = (call.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const rule = rules.find(
    ({ origins, methods, headers }) =>
      matches(origins, origin) && methods.includes(method) && asked.every((name) => matches(headers, name)),
  );
  if (rule === undefined) {
    throw new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
  }
  const allowed = asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ') };
  return { status: 200, headers: { ...answer(rule, origin), ...allowed }, body: '' };
};
