import { describe, expect, it } from 'vitest';
import { invoker, starter } from '../../../bin/desk/aws/invoke.ts';
import { AwsError, type Functions } from '../../../local/kernel/contract.ts';
import { createLambdaService } from '../../../local/lambda/service.ts';
import { createWire } from '../../../local/wire/server.ts';

const aWire = async () => {
  const invoked: unknown[] = [];
  const functions: Functions = {
    invoke: async (name, payload) => {
      if (name === 'gone') throw new AwsError('ResourceNotFoundException', 'Function not found: gone', 404);
      if (name === 'fails') return { ok: false, errorType: 'Throttled', errorMessage: 'Later.' };
      return { ok: true, payload: { name, payload } };
    },
    invokeAsync: async (name, payload) => void invoked.push([name, payload]),
  };
  const wire = await createWire({
    services: [createLambdaService(functions)],
    interceptors: [],
    onError: () => {},
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const invoke = invoker({ region: 'eu-west-1', endpoint: wire.url, credentials });
  const post = (type: string, body: string) =>
    fetch(`${wire.url}/2015-03-31/functions/works/invocations`, {
      method: 'POST',
      headers: { 'x-amz-invocation-type': type },
      body,
    });
  const start = starter({ region: 'eu-west-1', endpoint: wire.url, credentials });
  return { invoke, start, post, invoked, [Symbol.asyncDispose]: () => wire.close() };
};

const arn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

describe('Lambda on the wire', () => {
  it('invokes by ARN and answers what the function answers', async () => {
    await using wire = await aWire();
    expect(await wire.invoke(`${arn('works')}:$LATEST`, { a: 'ü' })).toEqual({
      ok: true,
      answer: { name: 'works', payload: { a: 'ü' } },
    });
  });

  it('says what the function threw, and that there is no such function', async () => {
    await using wire = await aWire();
    expect(await wire.invoke(arn('fails'), {})).toEqual({ ok: false, why: 'Throttled: Later.' });
    expect(await wire.invoke(arn('gone'), {})).toEqual({ ok: false, why: 'Function not found: gone' });
  });

  it('accepts an event and answers at once', async () => {
    await using wire = await aWire();
    expect((await wire.post('Event', '{"a":1}')).status).toBe(202);
    expect(wire.invoked).toEqual([['works', { a: 1 }]]);
    expect(await wire.start(arn('works'), { b: 2 })).toEqual({ ok: true });
    expect(wire.invoked).toHaveLength(2);
  });

  it('refuses what it does not know', async () => {
    await using wire = await aWire();
    const dryRun = await wire.post('DryRun', '{}');
    expect([dryRun.status, dryRun.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'InvalidParameterValueException',
    ]);
    const noJson = await wire.post('RequestResponse', '{');
    expect(noJson.headers.get('x-amzn-errortype')).toBe('InvalidRequestContentException');
  });
});
