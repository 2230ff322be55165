import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/kernel/contract.ts';
import { aDesk, aMachine, MACHINE_ARN, START } from './states-desk.ts';

const waiting = aMachine({ A: { Type: 'Wait', Seconds: 60, End: true } });
const arnOf = (name: string) => `${MACHINE_ARN.replace(':stateMachine:', ':execution:')}:${name}`;

describe('StartExecution', () => {
  it('with the same name and input succeeds while the execution runs, and is no second one', async () => {
    const desk = aDesk(waiting);
    const arn = await desk.start({ ticketId: 'tkt_1' }, 'tkt_1-0');
    await desk.advance(1000);
    expect(await desk.start({ ticketId: 'tkt_1' }, 'tkt_1-0')).toBe(arn);
    expect(arn).toBe(arnOf('tkt_1-0'));
    expect((await desk.describe(arn)).startDate).toBe(START / 1000);
    expect(desk.statusEvents).toHaveLength(1);
  });

  it('with the same name is refused for another input, and once the execution is over', async () => {
    const desk = aDesk(waiting);
    await desk.start({ a: 1 }, 'x');
    await expect(desk.start({ a: 2 }, 'x')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await desk.advance(60_000);
    await expect(desk.start({ a: 1 }, 'x')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  it('from many callers at once starts one execution', async () => {
    const desk = aDesk(waiting);
    await Promise.all(Array.from({ length: 20 }, () => desk.start({}, 'x')));
    expect((await desk.call('ListExecutions', { stateMachineArn: MACHINE_ARN })).executions).toHaveLength(1);
  });

  it.each([
    ['a name of 81 characters', { name: 'x'.repeat(81) }, 'InvalidName'],
    ['a name with a blank', { name: 'a b' }, 'InvalidName'],
    ['a name with a slash', { name: 'a/b' }, 'InvalidName'],
    ['an input that is no JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['an input over 256 KB', { input: JSON.stringify('#'.repeat(262_144)) }, 'ValidationException'],
    ['another machine', { stateMachineArn: `${MACHINE_ARN}s` }, 'StateMachineDoesNotExist'],
    ['no ARN', { stateMachineArn: 'ticket' }, 'InvalidArn'],
    ['a field nobody knows', { priority: 1 }, 'ValidationException'],
  ])('refuses %s', async (_name, input, code) => {
    const desk = aDesk(waiting);
    const refused = desk.call('StartExecution', { stateMachineArn: MACHINE_ARN, ...input });
    await expect(refused).rejects.toBeInstanceOf(AwsError);
    await expect(refused).rejects.toMatchObject({ code, status: 400 });
  });

  it('takes a name of 80 characters and an input of 256 KB', async () => {
    const desk = aDesk(waiting);
    const name = 'x'.repeat(80);
    expect(await desk.start('#'.repeat(262_142), name)).toBe(arnOf(name));
  });
});

describe('the lists', () => {
  it('show the newest first, by status, page by page', async () => {
    const desk = aDesk(waiting);
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await desk.start({}, name);
      await desk.advance(1000);
    }
    await desk.call('StopExecution', { executionArn: arnOf('b') });
    const names: string[][] = [];
    let nextToken: unknown;
    do {
      const page = await desk.call('ListExecutions', {
        stateMachineArn: MACHINE_ARN,
        statusFilter: 'RUNNING',
        maxResults: 2,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      names.push((page.executions as { name: string }[]).map(({ name }) => name));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(names).toEqual([
      ['e', 'd'],
      ['c', 'a'],
    ]);
  });

  it('of history pages forwards and backwards', async () => {
    const desk = aDesk(aMachine({ A: { Type: 'Pass', End: true } }));
    const executionArn = await desk.start();
    const pages = async (reverseOrder: boolean) => {
      const ids: number[][] = [];
      let more: Record<string, unknown> = {};
      do {
        const page = await desk.call('GetExecutionHistory', {
          executionArn,
          reverseOrder,
          maxResults: 2,
          ...more,
        });
        ids.push((page.events as { id: number }[]).map(({ id }) => id));
        more = { nextToken: page.nextToken };
      } while (more.nextToken !== undefined);
      return ids;
    };
    expect(await pages(false)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await pages(true)).toEqual([
      [4, 3],
      [2, 1],
    ]);
  });

  it('name the machines', async () => {
    const desk = aDesk(waiting);
    expect(await desk.call('ListStateMachines', {})).toEqual({
      stateMachines: [
        { stateMachineArn: MACHINE_ARN, name: 'ticket', type: 'STANDARD', creationDate: START / 1000 },
      ],
    });
    const { definition, status } = await desk.call('DescribeStateMachine', { stateMachineArn: MACHINE_ARN });
    expect([JSON.parse(String(definition)), status]).toEqual([waiting, 'ACTIVE']);
  });

  it.each([
    ['ListExecutions', { stateMachineArn: MACHINE_ARN, redriveFilter: 'REDRIVEN' }, 'ValidationException'],
    ['ListExecutions', { stateMachineArn: MACHINE_ARN, nextToken: 'x' }, 'InvalidToken'],
    ['GetExecutionHistory', { executionArn: arnOf('none') }, 'ExecutionDoesNotExist'],
    ['DescribeExecution', { executionArn: arnOf('none') }, 'ExecutionDoesNotExist'],
    ['StopExecution', { executionArn: arnOf('none') }, 'ExecutionDoesNotExist'],
    ['DescribeStateMachine', { stateMachineArn: `${MACHINE_ARN}s` }, 'StateMachineDoesNotExist'],
    ['StartSyncExecution', { stateMachineArn: MACHINE_ARN }, 'UnknownOperationException'],
    ['CreateStateMachine', {}, 'UnknownOperationException'],
  ])('%s refuses %j as %s', async (operation, input, code) => {
    await expect(aDesk(waiting).call(operation, input)).rejects.toMatchObject({ code });
  });
});

describe('StopExecution', () => {
  it('ends what runs, and leaves alone what is over', async () => {
    const desk = aDesk(waiting);
    const executionArn = await desk.start();
    await desk.advance(1000);
    expect(await desk.call('StopExecution', { executionArn })).toEqual({ stopDate: (START + 1000) / 1000 });
    await desk.advance(1000);
    expect(await desk.call('StopExecution', { executionArn, error: 'Late' })).toEqual({
      stopDate: (START + 1000) / 1000,
    });
    expect((await desk.describe(executionArn)).error).toBeUndefined();
  });
});
