/** Reading and replacing settings documents, checked against each other before anything is stored. */
import { invalid } from '../../domain/errors.ts';
import type { SettingsKind } from '../../domain/settings/kinds.ts';
import { parseDocument, pathText } from '../../domain/settings/parse.ts';
import { settingsProblems } from '../../domain/settings/references.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';

interface ByKind {
  readonly params: { readonly kind: SettingsKind };
}

export const getSettings =
  (ports: Pick<Ports, 'settings'>): Operation<ByKind, unknown> =>
  async ({ input }) => {
    const { document, version } = await ports.settings.read(input.params.kind);
    return { body: document, version };
  };

/** 422 names every wrong field; nothing is stored unless the document fits the others. */
export const putSettings =
  (ports: Pick<Ports, 'settings'>): Operation<ByKind & { body: unknown }, unknown> =>
  async ({ input, ifMatch }) => {
    const { kind } = input.params;
    const parsed = parseDocument(kind, input.body);
    if ('problems' in parsed) throw invalid(parsed.problems);
    const current = await ports.settings.current();
    const problems = settingsProblems({ ...current, [kind]: parsed.document }, kind);
    if (problems.length > 0)
      throw invalid(
        problems.map((one) => ({
          path: pathText(one.kind, one.path),
          message: one.message,
        })),
      );
    const version = await ports.settings.replace(kind, parsed.document, ifMatch);
    return { body: parsed.document, version };
  };
