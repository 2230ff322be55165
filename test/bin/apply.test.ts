import { describe, expect, it } from 'vitest';
import { SETTINGS_KINDS } from '../../lambdas/core/domain/settings/kinds.ts';
import type { Agent } from '../../lambdas/core/domain/settings/schemas.ts';
import { aSettings } from '../core/builders.ts';
import { aDesk, aFile, apply } from './a-desk.ts';

const EXAMPLE = 'config/desk.yaml';

describe('applying the example to a new desk', () => {
  it('puts every document that differs, in order, each on the version that was read', async () => {
    const desk = await aDesk();
    const { code, said, complained } = await apply({ file: EXAMPLE, endpoint: desk.endpoint });
    expect(complained).toEqual([]);
    expect(code).toBe(0);
    expect(desk.puts.map(({ status }) => status)).toEqual(desk.puts.map(() => 200));
    const kinds = desk.puts.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set(SETTINGS_KINDS.filter((kind) => kind !== 'templates' && kind !== 'webhooks')),
    );
    expect(desk.puts[0]).toEqual({ kind: 'desk', ifMatch: '"0"', status: 200 });
    expect(said.slice(0, 3)).toEqual([
      'desk',
      '  name: "Support" → "Acme Support"',
      '  timeZone: "UTC" → "Europe/Berlin"',
    ]);
    expect(said).toContain('  + agent1');
    expect(desk.state.agents).toHaveLength(5);
  });

  it('changes nothing the second time', async () => {
    const desk = await aDesk();
    await apply({ file: EXAMPLE, endpoint: desk.endpoint });
    const before = desk.puts.length;
    expect(await apply({ file: EXAMPLE, endpoint: desk.endpoint })).toEqual({
      code: 0,
      said: ['nothing to change'],
      complained: [],
    });
    expect(desk.puts).toHaveLength(before);
  });

  it('sends nothing in a dry run', async () => {
    const desk = await aDesk();
    const { code, said } = await apply({ file: EXAMPLE, endpoint: desk.endpoint, dryRun: true });
    expect(code).toBe(0);
    expect(said.at(-1)).toBe('dry run: nothing was sent');
    expect(said.length).toBeGreaterThan(20);
    expect(desk.puts).toEqual([]);
  });
});

describe('applying part of the settings', () => {
  it('leaves the documents alone that the file leaves out', async () => {
    const desk = await aDesk(aSettings());
    const file = await aFile({ plans: [{ id: 'basic', name: 'Free', manager: 'agt_1' }] });
    const { code, said } = await apply({
      file,
      endpoint: `${desk.endpoint}/`,
      token: 'token-of-this-machine',
    });
    expect(code).toBe(0);
    expect(said).toEqual([
      'plans',
      '  ~ basic',
      '      name: "Basic" → "Free"',
      '      manager: nothing → "agt_1"',
      'plans: applied',
    ]);
    expect(desk.puts).toEqual([{ kind: 'plans', ifMatch: '"0"', status: 200 }]);
  });

  it('is checked together with what the desk has', async () => {
    const desk = await aDesk(aSettings());
    const groups = aSettings().groups.filter(({ id }) => id !== 'third-line');
    const file = await aFile({ plans: [{ id: 'basic', name: 'Free', manager: 'agt_9' }], groups });
    const { code, complained } = await apply({ file, endpoint: desk.endpoint });
    expect(code).toBe(1);
    expect(complained).toEqual([
      'desk.yaml:1:1 agents[2].groups[0] (as the desk has it) there is no group "third-line"',
      'desk.yaml:4:5 plans[0].manager there is no agent "agt_9"; did you mean "agt_1"?',
      '2 mistakes; nothing was sent.',
    ]);
    expect(desk.puts).toEqual([]);
  });
});

describe('taking agents out', () => {
  const without = (...ids: readonly string[]) =>
    aFile({ agents: aSettings().agents.filter(({ id }) => !ids.includes(id)) });

  it('says how many unsolved tickets they leave behind, also in a dry run', async () => {
    const desk = await aDesk(aSettings());
    desk.holders.push('agt_2', null, 'agt_1', 'agt_2');
    const file = await without('agt_2');
    const { code, said } = await apply({ file, endpoint: desk.endpoint, dryRun: true });
    expect(code).toBe(0);
    expect(said.slice(-2)).toEqual([
      'agt_2 holds 2 unsolved tickets, which will go back to their groups within a quarter of an hour',
      'dry run: nothing was sent',
    ]);
    desk.holders.pop();
    expect((await apply({ file, endpoint: desk.endpoint })).said.at(-2)).toContain(
      '1 unsolved ticket, which',
    );
  });

  it('says nothing where they hold none', async () => {
    const desk = await aDesk(aSettings());
    const { said } = await apply({ file: await without('agt_2'), endpoint: desk.endpoint });
    expect(said).toEqual(['agents', '  - agt_2', 'agents: applied']);
  });
});

describe('removing what others refer to', () => {
  it('takes a second step, so that no name ever leads nowhere', async () => {
    const desk = await aDesk(aSettings());
    const settings = JSON.parse(JSON.stringify(aSettings()).replaceAll('first-line', 'front-desk'));
    const file = await aFile(settings);
    const { code, said, complained } = await apply({ file, endpoint: desk.endpoint });
    expect(complained).toEqual([]);
    expect(code).toBe(0);
    expect(said.filter((line) => line.includes('applied'))).toEqual([
      'groups: applied, keeping for now what others still refer to',
      'agents: applied',
      'categories: applied',
      'groups: applied',
    ]);
    expect(desk.puts.map(({ kind, ifMatch }) => `${kind} ${ifMatch}`)).toEqual([
      'groups "0"',
      'agents "0"',
      'categories "0"',
      'groups "1"',
    ]);
    expect(desk.state.groups.map(({ id }) => id)).toEqual([
      'front-desk',
      'billing',
      'second-line',
      'third-line',
    ]);
  });

  it('works for products as well', async () => {
    const before = aSettings({
      mailboxes: [{ address: 'a@help.example.com', senderName: 'A', product: 'mobile', trustedSenders: [] }],
    });
    const desk = await aDesk(before);
    const wanted = JSON.parse(JSON.stringify(before).replaceAll('"mobile"', '"phone"'));
    const { code } = await apply({ file: await aFile(wanted), endpoint: desk.endpoint });
    expect(code).toBe(0);
    expect(desk.puts.map(({ kind }) => kind)).toEqual(['desk', 'mailboxes', 'desk']);
    expect(desk.state.desk.products.map(({ id }) => id)).toEqual(['phone', 'server']);
  });

  it('works for agents who are known by another id from now on', async () => {
    const before = aSettings({ plans: [{ id: 'premium', name: 'Premium', manager: 'agt_1' }] });
    const desk = await aDesk(before);
    const wanted = JSON.parse(JSON.stringify(before).replaceAll('"agt_1"', '"anna"'));
    const { code } = await apply({ file: await aFile(wanted), endpoint: desk.endpoint });
    expect(code).toBe(0);
    expect(desk.puts.map(({ kind }) => kind)).toEqual(['agents', 'plans', 'agents']);
    expect(desk.state.agents[0]).toMatchObject({ id: 'anna', email: 'anna@desk.example', capacity: 10 });
    expect(desk.state.agents).toHaveLength(4);
  });

  it.each([
    ['takes no more tickets', { capacity: 0 }],
    ['is an admin from now on', { role: 'admin' }],
    ['is known by another id', { id: 'anna' }],
  ] satisfies readonly (readonly [string, Partial<Agent>])[])(
    'works for an agent who %s, and whose category goes to another',
    async (_what, changed: Partial<Agent>) => {
      const pinnedTo = (agent: string) =>
        aSettings().categories.map((one) => (one.id === 'bug' ? { ...one, pinnedTo: agent } : one));
      const desk = await aDesk(aSettings({ categories: pinnedTo('agt_1') }));
      const agents = aSettings().agents.map((one) => (one.id === 'agt_1' ? { ...one, ...changed } : one));
      const wanted = aSettings({ agents, categories: pinnedTo('agt_lead') });
      const { code, complained } = await apply({ file: await aFile(wanted), endpoint: desk.endpoint });
      expect([code, complained]).toEqual([0, []]);
      expect(desk.puts.map(({ kind }) => kind)).toEqual(['agents', 'categories', 'agents']);
      expect(desk.state.agents).toMatchObject(agents);
      expect(desk.state.agents).toHaveLength(4);
    },
  );

  it('works for categories, schedules and lines', async () => {
    const before = aSettings({
      'sla-policies': [{ id: 'a', when: { category: 'other' }, schedule: 'always', targets: {} }],
    });
    const desk = await aDesk(before);
    const text = JSON.stringify(before)
      .replaceAll('"other"', '"rest"')
      .replaceAll('"always"', '"ever"')
      .replaceAll('"line":2', '"line":3')
      .replaceAll('"lines":[2]', '"lines":[3]');
    const wanted = JSON.parse(text);
    wanted.lines.splice(1, 1);
    wanted.agents[3].lines = [1, 3];
    const { code, complained } = await apply({ file: await aFile(wanted), endpoint: desk.endpoint });
    expect([code, complained]).toEqual([0, []]);
    expect(desk.state.lines.map(({ id }) => id)).toEqual([1, 3]);
    expect(desk.state.schedules.map(({ id }) => id)).toEqual(['ever', 'office']);
    expect(desk.state.categories.map(({ id }) => id)).toEqual(['rest', 'bug', 'payments', 'integration']);
  });

  it('is refused by the desk where it knows better, and the operator reads why', async () => {
    const box = { address: 'a@help.example.com', senderName: 'A', trustedSenders: [] };
    const policy = { id: 'a', when: { mailbox: box.address }, schedule: 'always', targets: {} };
    const desk = await aDesk(aSettings({ mailboxes: [box], 'sla-policies': [policy] }));
    // The desk says yes to the policies and keeps the old ones all the same.
    const file = await aFile({ mailboxes: [], 'sla-policies': [] });
    desk.instead.set('PUT /v1/settings/sla-policies', [200, [], {}]);
    const { code, complained } = await apply({ file, endpoint: desk.endpoint });
    expect(code).toBe(2);
    expect(complained).toEqual([
      'cannot replace mailboxes: 422 Some fields are wrong.',
      '  sla-policies.0.when.mailbox there is no mailbox "a@help.example.com"',
    ]);
  });
});

describe('a desk that refuses', () => {
  const answering = async (key: string, status: number, body: unknown) => {
    const desk = await aDesk();
    desk.instead.set(key, [status, body]);
    const { code, complained } = await apply({ file: EXAMPLE, endpoint: desk.endpoint });
    expect(code).toBe(2);
    return complained;
  };

  it.each([
    [
      401,
      {},
      'cannot read plans: 401 the token is missing, wrong or has ended: give --token or THREELINE_TOKEN',
    ],
    [403, {}, 'cannot read plans: 403 only an admin may change settings'],
    [404, {}, 'cannot read plans: 404 there is no desk at this endpoint'],
    [500, { detail: 'It broke.', title: 'Internal' }, 'cannot read plans: 500 It broke.'],
    [500, { title: 'Internal' }, 'cannot read plans: 500 Internal'],
    [502, '<html>', 'cannot read plans: 502 Bad Gateway'],
    [502, [], 'cannot read plans: 502 Bad Gateway'],
    [502, 'null', 'cannot read plans: 502 Bad Gateway'],
  ])('with %i %j says why', async (status, body, sentence) => {
    expect(await answering('GET /v1/settings/plans', status, body)).toEqual([sentence]);
  });

  it('because somebody else was quicker says so', async () => {
    expect(await answering('PUT /v1/settings/desk', 412, {})).toEqual([
      'cannot replace desk: 412 somebody changed it meanwhile; run the command again to see what is different now',
    ]);
  });

  it('because of fields names each', async () => {
    const errors = [{ path: 'desk.name', message: 'must be nicer' }, null];
    expect(await answering('PUT /v1/settings/desk', 422, { detail: 'Wrong.', errors })).toEqual([
      'cannot replace desk: 422 Wrong.',
      '  desk.name must be nicer',
      '   ',
    ]);
  });

  it('to give a token says which ways there are', async () => {
    for (const { status, body } of [
      { status: 404, body: {} },
      { status: 200, body: {} },
      { status: 200, body: 'what?' },
    ]) {
      const [sentence] = await answering('GET /_local/tokens', status, body);
      expect(sentence).toMatch(/^http:\/\/127\.0\.0\.1:\d+ gave no token: give --token or THREELINE_TOKEN$/);
    }
  });

  it('or is not there, is told from mistakes in the file', async () => {
    const tried = async (endpoint: string) => (await apply({ file: EXAMPLE, endpoint })).complained;
    expect(await tried('http://127.0.0.1:1')).toEqual([
      'cannot reach http://127.0.0.1:1; is the desk running (npm start)?',
    ]);
    expect(await tried('https://desk.example.com')).toEqual([
      'https://desk.example.com needs a token: give --token or THREELINE_TOKEN',
    ]);
    expect(await tried('nonsense')).toEqual(['nonsense is not an http(s) address']);
    expect(await tried('ftp://desk.example.com')).toEqual([
      'ftp://desk.example.com is not an http(s) address',
    ]);
    expect((await apply({ file: 'no/such/file.yaml', endpoint: 'http://127.0.0.1:1' })).complained).toEqual([
      'cannot read desk.yaml',
    ]);
  });

  it('is not confused with a fault of our own', async () => {
    const desk = await aDesk();
    desk.instead.set('GET /v1/settings/plans', [200, '{']);
    await expect(apply({ file: EXAMPLE, endpoint: desk.endpoint })).rejects.toThrow(SyntaxError);
  });
});

describe('a desk behind something that takes its ETags away', () => {
  it('is served without conditions', async () => {
    const desk = await aDesk();
    desk.instead.set('GET /v1/settings/plans', [200, []]);
    desk.instead.set('PUT /v1/settings/desk', [200, {}]);
    const plans = [{ id: 'basic', name: 'Free' }];
    const { code } = await apply({
      file: await aFile({ plans, desk: { name: 'Acme' } }),
      endpoint: desk.endpoint,
    });
    expect(code).toBe(0);
    expect(desk.puts).toEqual([{ kind: 'plans', ifMatch: undefined, status: 200 }]);
  });
});

describe('a desk whose documents are older than this version', () => {
  it('is compared as far as they can be read, and put right', async () => {
    const desk = await aDesk();
    const settings = aSettings();
    Object.assign(desk.state, { ...settings, plans: [{ id: 'basic', name: 'Basic', colour: 'red' }] });
    const { code, said } = await apply({ file: await aFile(settings), endpoint: desk.endpoint });
    expect(code).toBe(0);
    expect(said).toEqual(['plans', '  ~ basic', '      colour: "red" → nothing', 'plans: applied']);
  });
});
