/** One desk for all stories of a file: started before the first, ended after the last. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { createClock } from '../../../local/kernel/clock.ts';
import { aDeskIn, aSeededFolder, type Client, type OwnDesk } from './a-desk.ts';

export interface SharedDesk extends Client {
  /** Where mail comes in. */
  readonly smtpPort: number;
  /** Switched off, and on again so many days later: quicker than to live through them. */
  sleep(days: number): Promise<void>;
}

const DAY = 86_400_000;

/** To be called where tests are declared; `prepare` is awaited before the first of them. */
export const sharedDesk = (prepare?: (desk: Client) => Promise<void>): SharedDesk => {
  const dataFolder = aSeededFolder();
  let started: OwnDesk | undefined;
  const desk = (): OwnDesk => {
    if (started === undefined) throw new Error('The desk is not up yet.');
    return started;
  };
  beforeAll(async () => {
    started = await aDeskIn(dataFolder);
    await prepare?.(started);
  });
  afterAll(async () => {
    await started?.[Symbol.asyncDispose]();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return {
    get url() {
      return desk().url;
    },
    get smtpPort() {
      return desk().desk.smtpPort ?? 0;
    },
    call: (who, method, path, body, headers) => desk().call(who, method, path, body, headers),
    local: (method, path, body) => desk().local(method, path, body),
    mailsTo: (address) => desk().mailsTo(address),
    advance: (duration) => desk().advance(duration),
    settle: () => desk().settle(),
    sleep: async (days) => {
      await desk()[Symbol.asyncDispose]();
      const clock = createClock({ dataFolder });
      await clock.advanceTo(clock.now() + days * DAY, async () => undefined);
      clock.close();
      started = await aDeskIn(dataFolder);
      await started.settle();
    },
  };
};
