/** The one way to log: a registered message and ids. */
import { Logger } from '@aws-lambda-powertools/logger';
import { type LogIds, MESSAGES, type MessageCode } from './messages.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

let logger: Logger | undefined;

/** Made at the first line, so that it reads the environment of its function and of nobody else. */
const threeline = (): Logger => {
  logger ??= new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'threeline' });
  return logger;
};

/** Writes one line; `code` can be searched and alarmed on, the sentence may change. */
export const log = (level: Level, code: MessageCode, ids: LogIds = {}): void => {
  threeline()[level](MESSAGES[code], { code, ...ids });
};

const isEngineError = (error: Error): boolean =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

/**
 * An error as ids. Messages of foreign errors may quote what a person wrote (JSON.parse does), so only the engine's
 * own are kept; of AWS errors the service's request id tells the rest.
 */
export const errorIds = (error: unknown): Pick<LogIds, 'errorName' | 'cause' | 'stack'> => {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number; requestId?: string } };
  const cause = $metadata
    ? `${$metadata.httpStatusCode ?? 'no status'} ${$metadata.requestId ?? ''}`.trim()
    : isEngineError(error)
      ? error.message
      : undefined;
  const inner = error.cause instanceof Error ? errorIds(error.cause).cause : undefined;
  const told = cause ?? inner;
  return {
    errorName: error.name,
    ...(told === undefined ? {} : { cause: told }),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((row) => /^\s+at /.test(row))
      .slice(0, 12)
      .join('\n'),
  };
};
