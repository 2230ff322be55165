/** Whether a text holds a link that lets its reader in: the page of a ticket, or of a rating, of one person. */
import type { Ports } from '../ports.ts';

/** As seals are written: `<key id>.<text>.<mac>`, in letters that need no escaping in a URL. */
const SEALED = /(?<![\w.-])[\w-]{1,32}\.[\w-]{16,1000}\.[\w-]{22}(?![\w-])/g;
/** More than this in one mail are looked at no further: somebody pastes them on purpose. */
const MOST = 50;

/** A link that is damaged, or that another desk made, is only text. */
export const holdsPrivateLink = async (ports: Pick<Ports, 'seals'>, text: string): Promise<boolean> => {
  const found = [...new Set(text.match(SEALED) ?? [])].slice(0, MOST);
  const opened = await Promise.all(
    found.flatMap((token) => [ports.seals.open('page', token), ports.seals.open('rating', token)]),
  );
  return opened.some((inside) => inside !== null);
};
