/** Stands in for `require('string_decoder')` in bundles: an ES module can only import it. */
export { StringDecoder } from 'node:string_decoder';
