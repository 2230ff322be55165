/** Changing a part of one settings document, on top of whatever it is by now. */
import type { SettingsKind } from '../../domain/settings/kinds.ts';
import type { SettingsDocument } from '../../domain/settings/schemas.ts';
import { againAfter } from '../again.ts';
import type { Ports } from '../ports.ts';

/** Others may change the same document first this many times. */
const ATTEMPTS = 5;

/** `change` may refuse by throwing and is called again on a newer document; the same document back writes nothing. */
export const amend = async <K extends SettingsKind>(
  ports: Pick<Ports, 'settings'>,
  kind: K,
  change: (document: SettingsDocument<K>) => SettingsDocument<K>,
): Promise<void> => {
  await againAfter('VersionConflict', ATTEMPTS, async () => {
    const { document, version } = await ports.settings.read(kind);
    const changed = change(document);
    if (changed !== document) await ports.settings.replace(kind, changed, version);
  });
};
