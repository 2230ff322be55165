/** Which schemas have checked a stored settings document. */

/** Of schemas.ts: the first half of the SHA-256 of its JSON Schema. A test says the new one when the schemas change. */
export const SETTINGS_FORMAT = '9d4827ad963ea0203b6496db65687141';
