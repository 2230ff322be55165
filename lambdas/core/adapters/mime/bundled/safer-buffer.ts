/** Stands in for safer-buffer in bundles: it copies Node's Buffer for the sake of versions long gone. */
export { Buffer } from 'node:buffer';
