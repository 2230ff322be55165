/**
 * Stands in for `@aws-sdk/token-providers` in the bundles of functions: clients that also take bearer tokens (Bedrock's)
 * look for them in sign-ins and files of people, which a function has not. It signs as every other client does.
 */
const none = () => async (): Promise<never> => {
  throw new Error('A function has no bearer token.');
};

/** What such clients import by these names. */
export const nodeProvider = none;
export const fromEnvSigningName = none;
