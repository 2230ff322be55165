/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles of functions: there, credentials come from the
 * environment and from nowhere else, and the whole chain would cost a third of the start.
 */
const read = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: no credentials to call AWS with.`);
  return value;
};

/** What every client of the SDK imports by this name; read anew at each call, since Lambda sets them once. */
export const defaultProvider = () => async () => {
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  return {
    accessKeyId: read('AWS_ACCESS_KEY_ID'),
    secretAccessKey: read('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
};
