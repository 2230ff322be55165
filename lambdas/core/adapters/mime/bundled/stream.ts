/** Stands in for `require('stream')` in bundles; what the AWS SDK imports under the same name is here as well. */
export {
  addAbortSignal,
  Duplex,
  default,
  finished,
  PassThrough,
  pipeline,
  Readable,
  Stream,
  Transform,
  Writable,
} from 'node:stream';
