import { expectTypeOf, test } from 'vitest';
import type * as application from '../../../lambdas/core/application/operation.ts';
import type { ticketView } from '../../../lambdas/core/domain/ticket/view.ts';
import type * as runtime from '../../../lambdas/core/runtime/operation.ts';

interface Input {
  readonly params: { readonly ticket: string };
}

test('use cases and frames speak of the same request and outcome', () => {
  expectTypeOf<application.Request<Input>>().toEqualTypeOf<runtime.Request<Input>>();
  expectTypeOf<application.Outcome<string>>().toEqualTypeOf<runtime.Outcome<string>>();
  expectTypeOf<application.Operation<Input, string>>().toEqualTypeOf<runtime.Operation<Input, string>>();
});

test('what routes ask and answer follows from their rows', () => {
  expectTypeOf<runtime.InputOf<'getTicket'>['params']>().toEqualTypeOf<{ readonly ticket: string }>();
  expectTypeOf<runtime.InputOf<'getTicket'>['body']>().toEqualTypeOf<null>();
  expectTypeOf<runtime.InputOf<'commentFromPage'>['body']>().toEqualTypeOf<runtime.Form>();
  expectTypeOf<runtime.InputOf<'openTicket'>['body']['product']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<runtime.AnswerOf<'listTickets'>>().toEqualTypeOf<readonly runtime.AnswerOf<'getTicket'>[]>();
  expectTypeOf<ReturnType<typeof ticketView>>().toExtend<runtime.AnswerOf<'getTicket'>>();
});
