/** Macros as the settings have them, from as much as a test cares to say. */
import * as z from 'zod';
import type { MacroUse } from '../../../../lambdas/core/domain/macros/apply.ts';
import { type Macro, macros } from '../../../../lambdas/core/domain/settings/macro-schema.ts';
import { aComment } from '../../builders.ts';

type MacroParts = Omit<z.input<typeof macros>[number], 'id' | 'name'> & { readonly id?: string };

/** Says "Hello!" unless the test says what it does. */
export const aMacro = (parts: MacroParts = { comment: { body: { en: 'Hello!' } } }): Macro => {
  const [macro] = z.parse(macros, [{ id: 'hello', name: { en: 'Hello' }, ...parts }]);
  if (macro === undefined) throw new Error('There is no macro.');
  return macro;
};

/** Anna applies it. */
export const aUse = (over: Partial<MacroUse> = {}): MacroUse => ({
  agentId: 'agt_1',
  agentName: 'Anna Berg',
  ticketUrl: 'https://desk.example/v1/tickets/1001',
  found: {},
  text: null,
  findings: [],
  say: (text, isPublic) => aComment({ by: 'agent', text, public: isPublic }),
  ...over,
});
