/** The settings of a desk as they are stored, with the versions by which they may be replaced. */
import { SETTINGS_KINDS, type SettingsKind } from '../../lambdas/core/domain/settings/kinds.ts';
import { readDocument } from '../../lambdas/core/domain/settings/parse.ts';
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import type { DeskApi } from './wire.ts';

export interface Stored {
  readonly settings: Settings;
  readonly etags: Record<SettingsKind, string>;
}

/** Throws Refused. */
export const readAll = async (api: DeskApi): Promise<Stored> => {
  const rows = await Promise.all(SETTINGS_KINDS.map(async (kind) => ({ kind, ...(await api.read(kind)) })));
  // Compared as the desk would read it today: defaults that are newer than the document are no difference.
  const documents = rows.map(({ kind, document }) => {
    const read = readDocument(kind, document);
    return [kind, 'document' in read ? read.document : document];
  });
  return {
    settings: Object.fromEntries(documents) as Settings,
    etags: Object.fromEntries(rows.map(({ kind, etag }) => [kind, etag])) as Record<SettingsKind, string>,
  };
};
