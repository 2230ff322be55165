/** Tells from a request alone which operation of which AWS service is called. */
import type { ServiceName } from '../kernel/contract.ts';
import { objectOperation } from './route-s3.ts';

/** How the body and the answers are written. */
export type Protocol = 'json' | 'query' | 'rest';

/** Where a request goes. `service` is what the caller named, known here or not. */
export interface Route {
  readonly service: string;
  readonly operation: string;
  readonly protocol: Protocol;
}

/** The prefix of `x-amz-target` of each JSON service, as its API reference prints it. */
const TARGETS: Readonly<Record<string, ServiceName>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb',
  AWSStepFunctions: 'states',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  secretsmanager: 'secretsmanager',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSShineFrontendService_20170701: 'translate',
};

const WELL_KNOWN = /^\/[^/]+\/\.well-known\/(jwks|openid-configuration)/;
const INVOKE = /^\/2015-03-31\/functions\/[^/]+\/invocations$/;
const CONVERSE = /^\/model\/[^/]+\/converse$/;

export const routeOf = (
  method: string,
  path: string,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  /** The service in the signature's scope. */
  signedFor: string | undefined,
): Route => {
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const dot = target.indexOf('.');
    const prefix = target.slice(0, dot);
    return {
      service: TARGETS[prefix] ?? signedFor ?? prefix,
      operation: target.slice(dot + 1),
      protocol: 'json',
    };
  }
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    const action = new URLSearchParams(body.toString('latin1')).get('Action');
    if (action !== null) return { service: signedFor ?? 'ses', operation: action, protocol: 'query' };
  }
  if (INVOKE.test(path)) return { service: 'lambda', operation: 'Invoke', protocol: 'rest' };
  if (CONVERSE.test(path)) return { service: 'bedrock', operation: 'Converse', protocol: 'rest' };
  const wellKnown = WELL_KNOWN.exec(path)?.[1];
  if (wellKnown !== undefined) {
    return {
      service: 'cognito-idp',
      operation: wellKnown === 'jwks' ? 'GetJwks' : 'GetOpenIdConfiguration',
      protocol: 'rest',
    };
  }
  if (signedFor !== undefined && signedFor !== 's3') {
    return { service: signedFor, operation: `${method} ${path}`, protocol: 'rest' };
  }
  return { service: 's3', operation: objectOperation(method, path, query, headers), protocol: 'rest' };
};
