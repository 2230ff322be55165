import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DeskFunctions, FunctionsOptions } from '../../../local/lambda/functions.ts';
import type { FunctionDescription } from '../../../local/template/functions.ts';
import { aClock, aFolder, described, functionsWith } from './stage.ts';

const opened: DeskFunctions[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((functions) => functions.close()));
});

const open = (description: FunctionDescription, options: Partial<FunctionsOptions> = {}) => {
  const made = functionsWith(description, options);
  opened.push(made.functions);
  return made;
};

const invoke = (source: string, payload: unknown = {}, rest: Partial<FunctionDescription> = {}) =>
  open(described(source, rest)).functions.invoke('Fn', payload);

describe('a function', () => {
  it('answers by logical id, by name and by ARN, with or without its version', async () => {
    const { functions } = open(described('export const handler = async (event) => event.n + 1;'));
    const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:fn';
    for (const name of ['Fn', 'fn', arn, `${arn}:$LATEST`]) {
      expect(await functions.invoke(name, { n: 1 })).toEqual({ ok: true, payload: 2 });
    }
    await expect(functions.invoke('Other', {})).rejects.toThrow('Function not found: Other');
  });

  it('finds its own environment and nothing of this process', async () => {
    vi.stubEnv('SECRET_OF_THIS_MACHINE', 'x');
    const result = await invoke(
      'export const handler = () => ({ ...process.env });',
      {},
      {
        environment: { TABLE_NAME: 'Table' },
      },
    );
    expect(result).toMatchObject({
      payload: {
        TABLE_NAME: 'Table',
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'Fn',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_LAMBDA_FUNCTION_NAME: 'fn',
        TZ: 'UTC',
      },
    });
    expect(result).not.toHaveProperty('payload.SECRET_OF_THIS_MACHINE');
    expect(result).not.toHaveProperty('payload.PATH');
  });

  it("sees the desk's time", async () => {
    const time = new SharedArrayBuffer(8);
    new BigInt64Array(time)[0] = BigInt(10 * 365 * 86_400_000);
    const { functions } = open(
      described('export const handler = () => [Date.now(), new Date().getTime()];'),
      {
        time,
      },
    );
    const result = await functions.invoke('Fn', {});
    const [now = 0, also = 0] = result.ok ? (result.payload as number[]) : [];
    expect(now - Date.now()).toBeGreaterThan(9.9 * 365 * 86_400_000);
    expect(also).toBeGreaterThanOrEqual(now);
  });

  it('keeps its instance, and what a module holds in it', async () => {
    const { functions } = open(described('let n = 0; export const handler = () => ++n;'));
    await functions.invoke('Fn', {});
    expect(await functions.invoke('Fn', {})).toEqual({ ok: true, payload: 2 });
  });

  it('takes one request at a time in an instance, and has no more instances than it may', async () => {
    const source = `import { threadId } from 'node:worker_threads';
      let busy = 0;
      export const handler = async () => {
        busy += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { threadId, seen: busy-- };
      };`;
    const { functions } = open(described(source));
    const results = await Promise.all(Array.from({ length: 8 }, () => functions.invoke('Fn', {})));
    const payloads = results.map((one) =>
      one.ok ? (one.payload as { threadId: number; seen: number }) : undefined,
    );
    expect(payloads.every((one) => one?.seen === 1)).toBe(true);
    expect(new Set(payloads.map((one) => one?.threadId)).size).toBe(2);
  });

  it('writes what it prints to its log file', async () => {
    const { functions, dataFolder } = open(
      described("export const handler = () => console.log('hello', 1);"),
    );
    await functions.invoke('Fn', {});
    await vi.waitFor(() =>
      expect(readFileSync(join(dataFolder, 'logs/Fn.log'), 'utf8')).toContain('hello 1'),
    );
  });

  it('gets a context with the time that is left', async () => {
    const result = await invoke(
      'export const handler = (_, c) => [c.getRemainingTimeInMillis() <= 10_000, c.awsRequestId.length];',
    );
    expect(result).toEqual({ ok: true, payload: [true, 36] });
  });

  it('answers null when it returns nothing', async () => {
    expect(await invoke('export const handler = () => {};')).toEqual({ ok: true, payload: null });
  });

  it('reaches AWS on this machine only, whatever address it uses', async () => {
    const server = createServer((request, response) =>
      response.end(`${request.headers.host} ${request.url}`),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const wireUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = `import { get } from 'node:https';
      const url = 'https://cognito-idp.eu-west-1.amazonaws.com/pool/keys?x=1';
      const text = (response) => new Promise((resolve) => response.on('data', (chunk) => resolve(String(chunk))));
      export const handler = async () => [
        await new Promise((resolve, reject) => get(url, (response) => resolve(text(response))).on('error', reject)),
        (await (await fetch(url)).text()).split(' ')[1],
      ];`;
    try {
      expect(await open(described(source), { wireUrl }).functions.invoke('Fn', {})).toEqual({
        ok: true,
        payload: ['cognito-idp.eu-west-1.amazonaws.com /pool/keys?x=1', '/pool/keys?x=1'],
      });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it('has the whole of node:http, and pays for undici only when it uses it', async () => {
    const source = `
      import * as http from 'node:http';
      const hasUndici = () => process.moduleLoadList.some((name) => name.includes('undici/undici'));
      export const handler = () => [typeof http.request, hasUndici(), typeof http.default.WebSocket, hasUndici()];`;
    expect(await invoke(source)).toEqual({ ok: true, payload: ['function', false, 'function', true] });
  });

  it('may be CommonJS', async () => {
    const description = described('exports.handler = async () => "old";', {}, 'index.cjs');
    expect(await open(description).functions.invoke('Fn', {})).toEqual({ ok: true, payload: 'old' });
  });
});

describe('a failure is reported as Lambda does', () => {
  it('by the name and message of what was thrown', async () => {
    const result = await invoke(
      "export const handler = () => { throw Object.assign(new Error('no more'), { name: 'TicketClosed' }); };",
    );
    expect(result).toMatchObject({ ok: false, errorType: 'TicketClosed', errorMessage: 'no more' });
  });

  it('when it takes too long; the next request gets a new instance', async () => {
    const source = 'let n = 0; export const handler = (e) => e.hang ? new Promise(() => {}) : ++n;';
    const { functions } = open(described(source, { timeoutSeconds: 0.2 }));
    expect(await functions.invoke('Fn', {})).toEqual({ ok: true, payload: 1 });
    expect(await functions.invoke('Fn', { hang: true })).toMatchObject({
      ok: false,
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 0\.20 seconds$/),
    });
    expect(await functions.invoke('Fn', {})).toEqual({ ok: true, payload: 1 });
  });

  it.each([
    [
      'its module is missing something',
      "import 'not-there'; export const handler = 1;",
      'Runtime.ImportModuleError',
    ],
    ['its module cannot be parsed', 'export const handler = (', 'Runtime.UserCodeSyntaxError'],
    ['it exports no handler', 'export const other = 1;', 'Runtime.HandlerNotFound'],
    ['its module throws', "throw new RangeError('bad');", 'RangeError'],
    [
      'nobody handles a rejection',
      'export const handler = () => { Promise.reject(new Error("lost")); return new Promise(() => {}); };',
      'Runtime.UnhandledPromiseRejection',
    ],
    ['it ends its process', 'export const handler = () => process.exit(3);', 'Runtime.ExitError'],
    [
      'its answer is too large',
      "export const handler = () => 'x'.repeat(6 * 1024 * 1024);",
      'Function.ResponseSizeTooLarge',
    ],
  ])('when %s', async (_, source, errorType) => {
    expect(await invoke(source)).toMatchObject({ ok: false, errorType });
  });

  it('when there is no such file', async () => {
    expect(await invoke('', {}, { handler: 'other.handler' })).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Error: Cannot find module 'other'",
    });
  });

  it('when the request is too large', async () => {
    expect(await invoke('export const handler = () => {};', 'x'.repeat(6 * 1024 * 1024))).toMatchObject({
      errorType: 'Lambda.RequestTooLargeException',
    });
  });
});

describe('an asynchronous invocation', () => {
  const failing = "export const handler = (event) => { throw new Error('never ' + event.n); };";
  const onAsyncFailure = {
    maximumRetryAttempts: 2,
    maximumEventAgeSeconds: 21_600,
    destinationArn: 'arn:aws:sqs:eu-west-1:000000000000:Lost',
  };

  it('is tried three times on the clock of the desk, then handed over', async () => {
    const clock = aClock();
    const deliverFailure = vi.fn();
    const after = vi.fn();
    const { functions } = open(described(failing, { onAsyncFailure }), {
      clock,
      deliverFailure,
      watchers: [{ after }],
    });
    await functions.invokeAsync('Fn', { n: 1 });
    await vi.waitFor(() => expect(clock.alarms.size).toBe(1));
    clock.advance(60_000);
    await vi.waitFor(() => expect(clock.alarms.size).toBe(1));
    clock.advance(119_000);
    expect(after).toHaveBeenCalledTimes(2);
    clock.advance(1000);
    await vi.waitFor(() => expect(deliverFailure).toHaveBeenCalledOnce());
    expect(after).toHaveBeenCalledTimes(3);
    expect(deliverFailure).toHaveBeenCalledWith(
      onAsyncFailure.destinationArn,
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: 'RetriesExhausted', approximateInvokeCount: 3 }),
        requestPayload: { n: 1 },
        responsePayload: expect.objectContaining({ errorType: 'Error', errorMessage: 'never 1' }),
      }),
    );
  });

  it('survives the end of the desk between two attempts', async () => {
    const dataFolder = aFolder();
    const clock = aClock();
    const first = open(described(failing), { dataFolder, clock }).functions;
    await first.invokeAsync('Fn', { n: 1 });
    await vi.waitFor(() => expect(clock.alarms.size).toBe(1));
    await first.close();

    const after = vi.fn();
    const later = aClock(clock.now() + 61_000);
    const { functions } = open(described('export const handler = () => {};'), {
      dataFolder,
      clock: later,
      watchers: [{ after }],
    });
    functions.resume();
    await vi.waitFor(() => expect(after).toHaveBeenCalledOnce());
  });

  it('is made twice when that habit is on', async () => {
    const after = vi.fn();
    const { functions } = open(described('export const handler = () => {};'), {
      doubles: ({ name }) => name === 'fn',
      watchers: [{ after }],
    });
    await functions.invokeAsync('Fn', { n: 1 });
    await vi.waitFor(() => expect(after).toHaveBeenCalledTimes(2));
  });

  it('of more than one megabyte is refused', async () => {
    const { functions } = open(described(failing));
    await expect(functions.invokeAsync('Fn', 'x'.repeat(1024 * 1024))).rejects.toMatchObject({
      code: 'RequestTooLargeException',
    });
  });
});
