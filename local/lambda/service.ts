/** Lambda on the wire: an operator's tool may invoke a function as it does on AWS. */
import {
  AwsError,
  type Call,
  type Functions,
  type InvokeResult,
  type Reply,
  type Service,
} from '../kernel/contract.ts';
import { unknownOperation } from '../wire/reply.ts';

const FUNCTION = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

const payloadOf = ({ body }: Call): unknown => {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    const refusal = new AwsError('InvalidRequestContentException', 'Could not parse request body into json.');
    throw Object.assign(refusal, { cause });
  }
};

const answered = (result: InvokeResult): Reply => {
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (result.ok) return { status: 200, headers, body: JSON.stringify(result.payload) ?? 'null' };
  const { errorType, errorMessage, trace = [] } = result;
  return {
    status: 200,
    headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
    body: JSON.stringify({ errorType, errorMessage, trace }),
  };
};

/** {@link https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html}, without versions, aliases and log tails. */
export const createLambdaService = (functions: Functions): Service => ({
  name: 'lambda',
  handle: async (call) => {
    const name = FUNCTION.exec(call.path)?.[1];
    if (call.operation !== 'Invoke' || name === undefined) throw unknownOperation(call);
    const type = call.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (type === 'RequestResponse') {
      return answered(await functions.invoke(decodeURIComponent(name), payloadOf(call)));
    }
    if (type !== 'Event') {
      throw new AwsError('InvalidParameterValueException', `The invocation type ${type} is not known here.`);
    }
    await functions.invokeAsync(decodeURIComponent(name), payloadOf(call));
    return { status: 202, headers: {}, body: '' };
  },
});
