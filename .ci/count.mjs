// Prints what failed in each log of the test runner, so that it stands at the end, whichever log it is from;
// then `N passed, N failed, N skipped` of all of them together.
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Of what failed in one log: enough to see why, and not so much that the rest is out of sight. */
const LINES = 150;

const total = { passed: 0, failed: 0, skipped: 0, todo: 0 };
for (const name of process.argv.slice(2)) {
  const lines = existsSync(name) ? stripVTControlCharacters(readFileSync(name, 'utf8')).split('\n') : [];
  const end = lines.findLastIndex((line) => /^\s*Tests\s+\d/.test(line));
  if (end === -1) console.log(`${name} has no summary: it ended before its tests did.`);
  for (const word of Object.keys(total))
    total[word] += Number(new RegExp(`(\\d+) ${word}`).exec(lines[end] ?? '')?.[1] ?? 0);
  const from = lines.findIndex((line) => /(Failed (Tests|Suites)|Unhandled Errors?) \d*/.test(line));
  if (from === -1) continue;
  console.log(`\nFailed in ${name}:`);
  console.log(lines.slice(from, Math.min(end, from + LINES)).join('\n'));
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped + total.todo} skipped`);
