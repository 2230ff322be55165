/** Secrets that headers of webhooks name, put in where they belong and taken out of whatever comes back. */

const PLACEHOLDER = /\$\{secret:([a-z0-9][a-z0-9_-]{0,63})\}/g;

export type Secrets = ReadonlyMap<string, string>;

/** Names that a value speaks of. */
export const secretsNamedIn = (text: string): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);

/** The caller has made sure that every name is known. */
export const withSecrets = (text: string, secrets: Secrets): string =>
  text.replaceAll(PLACEHOLDER, (_, name: string) => secrets.get(name) ?? '');

/** Some services repeat what they were sent. */
export const withoutSecrets = (text: string, secrets: Secrets): string =>
  [...secrets.values()]
    .filter((value) => value.length >= 4)
    .reduce((left, value) => left.replaceAll(value, '…'), text);
