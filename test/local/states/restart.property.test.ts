import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aDesk, aTask, aTokenTask, DAY, errorNamed, type StatesDesk } from './states-desk.ts';

/** A machine is a chain of these; what is nested is a chain again. */
type Link =
  | { readonly kind: 'pass' | 'choice' | 'task' | 'fails' | 'flaky' | 'token' | 'timeout' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'parallel'; readonly branches: readonly Link[][] }
  | { readonly kind: 'map'; readonly items: number; readonly most: number; readonly chain: Link[] };

const simple = fc.oneof(
  fc.record({ kind: fc.constantFrom('pass', 'choice', 'task', 'fails', 'flaky', 'token', 'timeout') }),
  fc.record({ kind: fc.constant('wait'), seconds: fc.integer({ min: 0, max: 100 }) }),
) as fc.Arbitrary<Link>;
const { chain } = fc.letrec<{ chain: Link[]; link: Link }>((tie) => ({
  chain: fc.array(tie('link'), { minLength: 1, maxLength: 4 }),
  link: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    simple,
    fc.record({
      kind: fc.constant('parallel'),
      branches: fc.array(tie('chain'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Link>,
    fc.record({
      kind: fc.constant('map'),
      items: fc.integer({ min: 0, max: 4 }),
      most: fc.integer({ min: 0, max: 2 }),
      chain: tie('chain'),
    }) as fc.Arbitrary<Link>,
  ),
}));

const task = (FunctionName: string, Payload: string, more: Record<string, unknown>) =>
  aTask(FunctionName, { Arguments: { FunctionName, Payload }, ...more });

const stateOf = (
  link: Link,
  name: string,
  next: string | undefined,
  caught: string,
): Record<string, unknown> => {
  const way = next === undefined ? { End: true } : { Next: next };
  switch (link.kind) {
    case 'pass':
      return {
        Type: 'Pass',
        Assign: { x: '{% $states.input %}' },
        Output: `{% [$states.input, '${name}'] %}`,
        ...way,
      };
    case 'choice':
      if (next === undefined) return { Type: 'Succeed' };
      return {
        Type: 'Choice',
        Choices: [{ Condition: '{% $length($string($states.input)) > 9 %}', Next: next, Output: 'long' }],
        Default: next,
      };
    case 'wait':
      return { Type: 'Wait', Seconds: link.seconds, ...way };
    case 'task':
      return aTask('echo', way);
    case 'flaky':
      return task('flaky', '{% $states.context.State.RetryCount %}', {
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3 }],
        ...way,
      });
    case 'fails':
      return aTask('fails', way);
    case 'token':
      return aTokenTask('register', way);
    case 'timeout':
      return aTokenTask('forget', { TimeoutSeconds: 50, ...way });
    case 'parallel':
      return {
        Type: 'Parallel',
        Branches: link.branches.map((branch, index) => scopeOf(branch, `${name}.${index}.`)),
        Catch: [{ ErrorEquals: ['Broken'], Next: caught }],
        ...way,
      };
    case 'map':
      return {
        Type: 'Map',
        Items: Array.from({ length: link.items }, (_, index) => index),
        MaxConcurrency: link.most,
        ItemProcessor: scopeOf(link.chain, `${name}.`),
        ...way,
      };
  }
};

const scopeOf = (links: readonly Link[], prefix: string) => {
  const caught = `${prefix}caught`;
  const name = (index: number) => (index < links.length ? `${prefix}${index}` : undefined);
  const states = links.map((link, index) => [
    `${prefix}${index}`,
    stateOf(link, `${prefix}${index}`, name(index + 1), caught),
  ]);
  const catches = links.some((link) => link.kind === 'parallel') ? [[caught, { Type: 'Succeed' }]] : [];
  return { StartAt: `${prefix}0`, States: Object.fromEntries([...states, ...catches]) };
};

/** Runs to the end; after so many steps (calls of functions, answers to tokens, alarms) the process dies once. */
const run = async (definition: unknown, crashAfter: number) => {
  let steps = 0;
  let crashNow = false;
  const tokens = new Set<string>();
  const stepping =
    <P>(handler: (payload: P) => unknown) =>
    (payload: P) => {
      steps += 1;
      if (steps !== crashAfter) return handler(payload);
      crashNow = true;
      return new Promise<never>(() => {}); // died inside: the answer never comes
    };
  const functions = {
    echo: stepping((payload: unknown) => payload),
    flaky: stepping((count: number) => {
      if (count < 2) throw errorNamed('Busy');
      return count;
    }),
    fails: stepping(() => {
      throw errorNamed('Broken');
    }),
    register: stepping(({ token }: { token: string }) => void tokens.add(token)),
    forget: stepping(() => {}),
  };
  let desk: StatesDesk = aDesk(definition, functions);
  const arn = await desk.call('StartExecution', {
    stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:ticket',
    input: '"in"',
  });
  for (let turn = 0; turn < 1000; turn += 1) {
    await desk.settled();
    steps += 1;
    if (crashNow || steps === crashAfter) {
      crashNow = false;
      desk = desk.crash();
      await desk.settled();
    }
    const { status, output, error, cause } = await desk.describe(String(arn.executionArn));
    if (status !== 'RUNNING') {
      const history = await desk.history(String(arn.executionArn));
      return {
        end: { status, output, error, cause },
        steps,
        types: history.map((event) => event.type).sort(),
      };
    }
    const [token] = tokens;
    if (token !== undefined) {
      tokens.delete(token);
      await desk.call('SendTaskSuccess', { taskToken: token, output: '"told"' }).catch(() => {});
      continue;
    }
    const next = desk.clock.next();
    await desk.advance(next === undefined ? DAY : Math.max(0, next - desk.clock.now()));
  }
  throw new Error('the machine did not come to an end');
};

it('a machine ends the same wherever the process dies', async () => {
  await fc.assert(
    fc.asyncProperty(chain, fc.integer({ min: 1, max: 1000 }), async (links, where) => {
      const definition = { QueryLanguage: 'JSONata', ...scopeOf(links, 's') };
      const calm = await run(definition, Number.POSITIVE_INFINITY);
      const disturbed = await run(definition, 1 + (where % calm.steps));
      expect(disturbed.end).toEqual(calm.end);
      // How far a branch had come when another one failed is a matter of luck, on AWS too.
      if (![...calm.types, ...disturbed.types].some((type) => type.endsWith('StateAborted')))
        expect(disturbed.types).toEqual(calm.types);
    }),
    { numRuns: 60 },
  );
}, 60_000);
