/** The inside of a function's instance: a thread that has the desk's time, loads one bundle and answers one request at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { installDeskDate } from '../kernel/date.ts';
import { failure, failureOf, PAYLOAD_LIMIT } from './failure.ts';
import { stayAtHome } from './home-network.ts';
import { loadHandler } from './load-handler.ts';
import type { FromWorker, InstanceStart, InvocationRequest } from './protocol.ts';

const start = workerData as InstanceStart;
const send = (message: FromWorker): void => parentPort?.postMessage(message);

installDeskDate(start.time);
stayAtHome(start.wireUrl);

process.on('uncaughtException', (error) => {
  send({ type: 'failure', failure: failureOf(error) });
  process.exit(129);
});
process.on('unhandledRejection', (reason) => {
  const { errorMessage, trace } = failureOf(reason);
  const name = reason instanceof Error ? `${reason.name}: ` : '';
  send({
    type: 'failure',
    failure: failure('Runtime.UnhandledPromiseRejection', `${name}${errorMessage}`, trace),
  });
  process.exit(128);
});

const loaded = await loadHandler(start.codeFolder, start.handler);
if (!loaded.ok) {
  send({ type: 'failure', failure: loaded.failure });
} else {
  parentPort?.on('message', async (request: InvocationRequest) => {
    try {
      send(answer(await loaded.handler(JSON.parse(request.payload), contextOf(request))));
    } catch (thrown) {
      console.error(thrown);
      send({ type: 'failure', failure: failureOf(thrown) });
    }
  });
  send({ type: 'ready' });
}

function answer(result: unknown): FromWorker {
  const json = JSON.stringify(result) ?? 'null';
  const size = Buffer.byteLength(json);
  if (size <= PAYLOAD_LIMIT) return { type: 'answer', json };
  const message = `Response payload size exceeded maximum allowed payload size (${PAYLOAD_LIMIT} bytes).`;
  return { type: 'failure', failure: failure('Function.ResponseSizeTooLarge', message) };
}

function contextOf(request: InvocationRequest) {
  const deadline = performance.now() + request.timeoutMilliseconds;
  return {
    awsRequestId: request.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: request.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: request.functionArn,
    memoryLimitInMB: String(request.memoryMegabytes),
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}
