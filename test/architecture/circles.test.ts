import { expect, test } from 'vitest';
import { type Source, sourcesIn } from './sources.ts';

/** The files that import each other, in groups, by whatever way round; an import of types counts as well. Tarjan, 1972. */
const circlesIn = (sources: readonly Source[]): readonly (readonly string[])[] => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const found = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  /** The earliest file of an open group that can be reached from here. */
  const visit = ({ path, imports }: Source): number => {
    const own = found.size;
    found.set(path, own);
    open.push(path);
    let earliest = own;
    for (const { target } of imports) {
      const next = byPath.get(target);
      if (next === undefined) continue;
      if (!found.has(target)) earliest = Math.min(earliest, visit(next));
      else if (open.includes(target)) earliest = Math.min(earliest, found.get(target) ?? own);
    }
    if (earliest < own) return earliest;
    const group = open.splice(open.indexOf(path));
    if (group.length > 1) circles.push(group.sort());
    return own;
  };

  for (const source of sources) if (!found.has(source.path)) visit(source);
  return circles;
};

const file = (path: string, ...targets: readonly string[]): Source => ({
  path,
  text: '',
  code: '',
  imports: targets.map((target) => ({ target, isOurs: true, isType: false, statement: '' })),
});

test('a circle is found by whatever way it goes round, and a shared file is none', () => {
  expect(
    circlesIn([
      file('start', 'a', 'shared', 'zod'),
      file('a', 'b', 'shared'),
      file('b', 'c', 'shared'),
      file('c', 'a'),
      file('shared'),
      file('two', 'one', 'start'),
      file('one', 'two'),
    ]),
  ).toEqual([
    ['a', 'b', 'c'],
    ['one', 'two'],
  ]);
});

test('no two files import each other', () => {
  expect(circlesIn(['lambdas', 'lib', 'bin', 'local', 'bench'].flatMap(sourcesIn))).toEqual([]);
});
