/** Which schemas have checked a stored settings document. */

/** Of schemas.ts: the first half of the SHA-256 of its JSON Schema. A test says the new one when the schemas change. */
export const SETTINGS_FORMAT = 'c16fd1fcee3da6860c61bc4778703e3b';
