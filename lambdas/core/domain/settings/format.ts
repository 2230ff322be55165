/** Which schemas have checked a stored settings document. */

/** Of schemas.ts: the first half of the SHA-256 of its JSON Schema. A test says the new one when the schemas change. */
export const SETTINGS_FORMAT = '045359b79e86f8d84673d61968fc0ea8';
