import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect, it, onTestFinished } from 'vitest';
import { AwsError } from '../../../local/kernel/contract.ts';
import { aCall, aDesk, aMachine, aTokenTask, MACHINE_ARN, START, type StatesDesk } from './states-desk.ts';

const clientOf = async (desk: StatesDesk): Promise<SFNClient> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      try {
        const reply = await desk.states.handle(
          aCall(operation, JSON.parse(Buffer.concat(chunks).toString())),
        );
        response.writeHead(reply.status, reply.headers).end(reply.body);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        response
          .writeHead(error.status, { 'content-type': 'application/x-amz-json-1.0' })
          .end(JSON.stringify({ __type: error.code, message: error.message }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new SFNClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return client;
};

it('the AWS SDK understands every answer and every error', async () => {
  let token = '';
  const desk = aDesk(aMachine({ A: aTokenTask('register') }), {
    register: (payload: { token: string }) => {
      token = payload.token;
    },
  });
  const client = await clientOf(desk);
  const start = new StartExecutionCommand({
    stateMachineArn: MACHINE_ARN,
    name: 'tkt_1-0',
    input: '{"a":1}',
  });
  const { executionArn, startDate } = await client.send(start);
  expect(startDate).toEqual(new Date(START));
  await desk.settled();
  await client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"b":2}' }));
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    status: 'SUCCEEDED',
    input: '{"a":1}',
    output: '{"b":2}',
    stopDate: new Date(START),
  });
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events?.map((event) => event.type)).toContain('TaskSubmitted');
  expect(events?.[0]).toMatchObject({
    timestamp: new Date(START),
    executionStartedEventDetails: { input: '{"a":1}' },
  });
  const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn: MACHINE_ARN }));
  expect(executions).toHaveLength(1);
  expect((await client.send(new ListStateMachinesCommand({}))).stateMachines?.[0]?.name).toBe('ticket');
  expect((await client.send(new StopExecutionCommand({ executionArn }))).stopDate).toEqual(new Date(START));
  await expect(client.send(start)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  const late = client.send(new SendTaskSuccessCommand({ taskToken: token, output: '1' }));
  await expect(late).rejects.toMatchObject({ name: 'TaskTimedOut' });
});
