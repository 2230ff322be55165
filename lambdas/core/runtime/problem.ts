/** Errors as problem documents (RFC 9457): one table from kind to status, one way to write the document. */
import { DomainError, type ErrorKind, type FieldProblem } from '../domain/errors.ts';

/** The only place where a rule's error meets an HTTP number. */
export const STATUS_OF: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  superseded: 409,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  invalid: 422,
  limited: 429,
  unbuilt: 501,
  transient: 503,
};

/** A problem document; members of `DomainError.extra` stand beside these. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly FieldProblem[];
  readonly [extra: string]: unknown;
}

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');

/** `TicketClosed` → `urn:threeline:problem:ticket-closed`: stable, and nothing to look up on a server that may be gone. */
export const problemType = (name: string): string => `urn:threeline:problem:${wordsOf(name).join('-')}`;

const titleOf = (name: string): string => {
  const title = wordsOf(name).join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
};

/** Of anything that was thrown; what is no DomainError says nothing of its cause, only where to ask for it. */
export const problemOf = (error: unknown, instance: string, correlationId: string): Problem => {
  if (!(error instanceof DomainError))
    return {
      type: problemType('Unexpected'),
      title: 'Unexpected',
      status: 500,
      detail: 'Something went wrong on our side. Tell us the correlation id if it happens again.',
      instance,
      correlationId,
    };
  return {
    ...error.extra,
    type: problemType(error.name),
    title: titleOf(error.name),
    status: STATUS_OF[error.kind],
    detail: error.message,
    instance,
    ...(error.problems.length > 0 ? { errors: error.problems } : {}),
  };
};

/** A 405 has no kind: no rule can throw it. */
export const methodProblem = (allow: readonly string[], instance: string): Problem => ({
  type: problemType('MethodNotAllowed'),
  title: 'Method not allowed',
  status: 405,
  detail: `This path takes ${allow.join(', ')}.`,
  instance,
});
