import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ControlOptions, createControl } from '../../../local/control/control.ts';
import { createFaults } from '../../../local/control/faults.ts';
import { createMeter } from '../../../local/control/meter.ts';
import { readPrices } from '../../../local/control/prices.ts';
import { createActivity } from '../../../local/kernel/activity.ts';
import { createClock } from '../../../local/kernel/clock.ts';
import { createScript } from '../../../local/services/bedrock/script.ts';
import { aFolder } from '../lambda/stage.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function aControl(options: Partial<ControlOptions> = {}) {
  const clock = createClock({ dataFolder: aFolder() });
  const seen: unknown[] = [];
  const control = createControl({
    isReady: () => true,
    clock,
    activity: createActivity(),
    tokens: { all: () => ({ admin: 'a', machine: null }) as never, keepMachineKey: () => {} },
    outbox: {
      list: (filter) => {
        seen.push(filter);
        return [];
      },
    },
    inbound: undefined,
    meter: createMeter(readPrices(join(import.meta.dirname, '../../../bench/prices.json')), 1),
    faults: createFaults(),
    languageModel: createScript(),
    permissions: {
      interceptor: {},
      allows: () => true,
      authorize: () => {},
      denied: () => [],
      unusedGrants: () => [],
    },
    deadLetters: async () => [{ name: 'Lost', messages: [] }],
    outputs: () => ({ outputs: { TableName: 'Table' } }),
    ...options,
  });
  const server = createServer((request, response) => void control(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}/_local${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type');
    return { status: response.status, type, body: type?.includes('json') ? JSON.parse(text) : text };
  };
  return { ask, clock, port, seen };
}

describe('/_local', () => {
  it('says when it is ready', async () => {
    expect(await (await aControl()).ask('GET', '/health')).toMatchObject({
      status: 200,
      body: { ready: true },
    });
    const notYet = await aControl({ isReady: () => false });
    expect(await notYet.ask('GET', '/health')).toMatchObject({ status: 503, body: { ready: false } });
  });

  it.each([
    ['/tokens', { admin: 'a', machine: null }],
    ['/denied', { denied: [] }],
    ['/unused-grants', { grants: [] }],
    ['/dead-letters', { queues: [{ name: 'Lost', messages: [] }] }],
    ['/outbox', { messages: [] }],
    ['/outputs', { outputs: { TableName: 'Table' } }],
  ])('answers %s', async (path, body) => {
    expect(await (await aControl()).ask('GET', path)).toMatchObject({ status: 200, body });
  });

  it('shows a page to read the outbox', async () => {
    const { status, type, body } = await (await aControl()).ask('GET', '/');
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('<title>Threeline on this machine</title>');
  });

  it('moves the clock and fires what is due on the way', async () => {
    const { ask, clock } = await aControl();
    const before = clock.now();
    const times: number[] = [];
    for (const days of [3, 1, 5])
      clock.alarm(String(days), before + days * 86_400_000, () => void times.push(days));
    const { status, body } = await ask('POST', '/clock', { advance: 'P4D' });
    expect([status, body.fired, times]).toEqual([200, 2, [1, 3]]);
    expect(Date.parse(body.now) - before).toBeGreaterThanOrEqual(4 * 86_400_000);
    expect(Date.parse((await ask('GET', '/clock')).body.now)).toBeGreaterThanOrEqual(Date.parse(body.now));
  });

  it('says how long it took to be quiet', async () => {
    expect((await (await aControl()).ask('POST', '/settle')).body).toEqual({ settledMs: expect.any(Number) });
  });

  it('filters the outbox by recipient and time', async () => {
    const { ask, seen } = await aControl();
    await ask('GET', '/outbox?to=anna@example.org&since=2026-01-01T01:00:00%2B01:00');
    expect(seen).toEqual([{ to: 'anna@example.org', since: '2026-01-01T00:00:00.000Z' }]);
  });

  it('adds, lists and clears faults, and resets the meter', async () => {
    const { ask } = await aControl();
    const fault = { service: 'ses', error: 'Throttling' };
    expect(await ask('POST', '/faults', fault)).toMatchObject({ status: 201, body: { faults: [fault] } });
    expect((await ask('DELETE', '/faults')).status).toBe(204);
    expect((await ask('GET', '/faults')).body).toEqual({ faults: [] });
    expect((await ask('DELETE', '/meter')).status).toBe(204);
    expect((await ask('GET', '/meter')).body).toMatchObject({ stateTransitions: 0, standingUsdPerMonth: 1 });
  });

  it.each([
    ['POST', '/clock', { advance: 'P1M' }, 400, /"P1M"/],
    ['POST', '/clock', 'advance', 400, /JSON object/],
    ['POST', '/clock', [], 400, /JSON object/],
    ['GET', '/outbox?since=yesterday', undefined, 400, /"yesterday"/],
    ['POST', '/faults', { service: 'ec2', error: 'X' }, 400, /service/],
    ['POST', '/mail?from=a&to=b', 'x', 501, /receipt rule/],
    ['GET', '/settle', undefined, 405, /POST/],
    ['GET', '/nothing', undefined, 404, /nothing/],
  ])('answers %s %s with a problem when it cannot: %j', async (method, path, body, status, detail) => {
    const answer = await (await aControl()).ask(method, path, body);
    expect(answer).toMatchObject({
      status,
      type: 'application/problem+json',
      body: { type: 'about:blank', status, detail: expect.stringMatching(detail), title: expect.any(String) },
    });
  });

  it.each([
    [{ host: 'evil.example' }],
    [{ host: '127.0.0.1:1' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
  ])('does not answer a page from elsewhere: %j', async (headers) => {
    const { port } = await aControl();
    const status = await new Promise((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', path: '/_local/tokens', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});
