/** The parts of the content bucket, by the prefixes of their keys: functions write there, lib/ grants and expires by them. */

/** Long texts under the hash of what they say. */
export const TEXTS_PREFIX = 'texts/';

/** Files of comments. */
export const ATTACHMENTS_PREFIX = 'attachments/';

/** Files that no comment has taken yet. */
export const UPLOADS_PREFIX = 'uploads/';

/** Text models, by version. */
export const MODELS_PREFIX = 'models/';
