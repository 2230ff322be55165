/** Changing a part of one settings document, on top of whatever it is by now. */
import { DomainError } from '../../domain/errors.ts';
import type { SettingsKind } from '../../domain/settings/kinds.ts';
import type { SettingsDocument } from '../../domain/settings/schemas.ts';
import type { Ports } from '../ports.ts';

/** Others may change the same document first this many times. */
const ATTEMPTS = 5;

/** `change` may refuse by throwing and is called again on a newer document; the same document back writes nothing. */
export const amend = async <K extends SettingsKind>(
  ports: Pick<Ports, 'settings'>,
  kind: K,
  change: (document: SettingsDocument<K>) => SettingsDocument<K>,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const { document, version } = await ports.settings.read(kind);
    const changed = change(document);
    if (changed === document) return;
    try {
      await ports.settings.replace(kind, changed, version);
      return;
    } catch (error) {
      const lost = error instanceof DomainError && error.name === 'VersionConflict';
      if (!lost || attempt === ATTEMPTS) throw error;
    }
  }
};
