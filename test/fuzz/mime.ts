/**
 * `npm run fuzz -- 100000 [seed]`: feeds that many damaged mails to the reader, 20,000 if it is not said, and shows the
 * smallest one that breaks a promise, with the seed that finds it again.
 */
import fc from 'fast-check';
import { mutatedMail } from '../core/adapters/mime/mutations.ts';
import { brokenPromises } from '../core/adapters/mime/promises.ts';

const [count = '20000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const startedAt = performance.now();
let slowestMs = 0;
const details = await fc.check(
  fc.asyncProperty(mutatedMail, async (raw) => {
    const at = performance.now();
    const broken = await brokenPromises(raw);
    slowestMs = Math.max(slowestMs, performance.now() - at);
    if (broken.length > 0) throw new Error(broken.join('; '));
  }),
  { numRuns: Number(count), seed: Number(seed) },
);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`${details.numRuns} mails, seed ${seed}, ${seconds} s, slowest ${slowestMs.toFixed(0)} ms`);
const [smallest] = details.counterexample ?? [];
if (smallest !== undefined) {
  console.error(`${String(details.errorInstance)}\n${JSON.stringify(smallest.toString('latin1'))}`);
  process.exitCode = 1;
}
