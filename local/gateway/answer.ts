/** Makes an HTTP answer from what a function returned, and the gateway's own answers. */

export interface Answer {
  readonly status: number;
  /** Pairs, because cookies are several headers of one name. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The gateway's own errors: `{"message":"Not Found"}`. They are not problem+json, on AWS neither. */
export function gatewayError(status: number, message: string): Answer {
  return {
    status,
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

export const INTERNAL_SERVER_ERROR = gatewayError(500, 'Internal Server Error');

/**
 * Payload format 2.0: with a `statusCode` it is an HTTP answer; anything else is the body, as JSON, with 200
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
export function answerOf(payload: unknown): Answer {
  if (!isRecord(payload) || payload.statusCode === undefined) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
  }
  const status = Number(payload.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return INTERNAL_SERVER_ERROR;
  const headers = Object.entries(isRecord(payload.headers) ? payload.headers : {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  const hasType = headers.some(([name]) => name === 'content-type');
  const cookies = Array.isArray(payload.cookies) ? payload.cookies : [];
  return {
    status,
    headers: [
      ...(hasType ? [] : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...headers,
      ...cookies.map((cookie) => ['set-cookie', String(cookie)] as const),
    ],
    body: bodyOf(payload),
  };
}

function bodyOf(payload: Record<string, unknown>): Buffer {
  const { body } = payload;
  if (body === undefined || body === null) return Buffer.alloc(0);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Buffer.from(text, payload.isBase64Encoded === true ? 'base64' : 'utf8');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
