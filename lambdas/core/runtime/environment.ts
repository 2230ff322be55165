/** The environment of a function, checked once at cold start against contracts/environment.ts. */
import * as z from 'zod/mini';
import { ENVIRONMENTS, type Environment } from '../contracts/environment.ts';

/** Throws one error that names every variable that is missing or wrong; values are not shown. */
export const readEnvironment = <D extends keyof typeof ENVIRONMENTS>(
  door: D,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment<D> => {
  const schema: z.ZodMiniType = ENVIRONMENTS[door]();
  const read = z.safeParse(schema, variables);
  if (read.success) return read.data as Environment<D>;
  const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0])))];
  const told = names.map((name) => `${name} ${variables[name] === undefined ? 'is missing' : 'is wrong'}`);
  throw new Error(`The environment of ${door} is not complete: ${told.join(', ')}.`);
};

/** The region that Lambda says it runs in; it sets this variable itself. Throws when it is missing. */
export const readRegion = (variables: Readonly<Record<string, string | undefined>> = process.env): string => {
  const { AWS_REGION } = variables;
  if (AWS_REGION === undefined || AWS_REGION === '')
    throw new Error('AWS_REGION is missing from the environment.');
  return AWS_REGION;
};

/** Where S3 is when it is not Amazon's, by the variables that the SDK itself obeys; undefined at Amazon. */
export const readS3Endpoint = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined => variables.AWS_ENDPOINT_URL_S3 ?? variables.AWS_ENDPOINT_URL;
