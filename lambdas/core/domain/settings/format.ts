/** Which schemas have checked a stored settings document. */

/** Of schemas.ts: the first half of the SHA-256 of its JSON Schema. A test says the new one when the schemas change. */
export const SETTINGS_FORMAT = '10ef02c58acd905c0bd5c9c7d09d900c';
