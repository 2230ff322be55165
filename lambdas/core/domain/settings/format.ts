/** Which schemas have checked a stored settings document. */

/** Of schemas.ts: the first half of the SHA-256 of its JSON Schema. A test says the new one when the schemas change. */
export const SETTINGS_FORMAT = 'a075c6d9c87112e2218bbfb1260aa035';
