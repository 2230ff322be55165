/** How ids of language models are written: stages allow them, settings choose one of them. */
export { MODEL_ID } from '../domain/settings/language-model-schema.ts';
