import { expect, test } from 'vitest';
import { createPrecedence } from '../../../local/lambda/precedence.ts';

const LONG = 60_000;

test('work goes on at once when nobody waits', async () => {
  const precedence = createPrecedence(LONG);
  await precedence.turn();
  precedence.begin()();
  await precedence.turn();
});

test('work waits for the last of the people', async () => {
  const precedence = createPrecedence(LONG);
  const order: string[] = [];
  const first = precedence.begin();
  const second = precedence.begin();
  const work = precedence.turn().then(() => order.push('work'));
  first();
  await new Promise(setImmediate);
  order.push('second answered');
  second();
  await work;
  expect(order).toEqual(['second answered', 'work']);
});

test('work gets its turn although people never stop asking', async () => {
  const precedence = createPrecedence(1);
  precedence.begin();
  await precedence.turn();
  await precedence.turn();
});
