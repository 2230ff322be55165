/** Errors of `/_local` as application/problem+json (RFC 9457). */

/** What went wrong with a request to `/_local`; `detail` is one sentence that names it. */
export class ControlProblem extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.name = 'ControlProblem';
    this.status = status;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  403: 'Only this machine may ask',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Too large',
  501: 'Not built yet',
  503: 'Not ready',
};

export function problemBody(status: number, detail: string, instance: string): string {
  return JSON.stringify({ type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail, instance });
}
