/** What every test of a local service stands on: a data folder, a clock, the activity and a wire. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivity, type DeskActivity } from '../../../local/kernel/activity.ts';
import { createClock, type DeskClock } from '../../../local/kernel/clock.ts';
import { REGION } from '../../../local/kernel/contract.ts';
import { createWire, type Wire } from '../../../local/wire/server.ts';

export const aFolder = (): string => mkdtempSync(join(tmpdir(), 'threeline-'));

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How the SDK clients of the tests reach the wire. */
export const clientOf = (wire: Wire, accessKeyId = 'local') => ({
  endpoint: wire.url,
  region: REGION,
  credentials: { accessKeyId, secretAccessKey: 'local' },
});

export interface Workbench {
  readonly dataFolder: string;
  readonly clock: DeskClock;
  readonly activity: DeskActivity;
  readonly wire: Wire;
  /** Moves desk time forward by this many ms and waits until all is quiet. */
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens everything over the folder; with a folder of before, that is a restart. */
export const aWorkbench = async (dataFolder = aFolder()): Promise<Workbench> => {
  const clock = createClock({ dataFolder });
  const activity = createActivity();
  const wire = await createWire({ services: [], interceptors: [] });
  return {
    dataFolder,
    clock,
    activity,
    wire,
    advance: async (milliseconds) => {
      await clock.advanceTo(clock.now() + milliseconds, activity.settled);
    },
    close: async () => {
      await wire.close();
      clock.close();
    },
  };
};

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Sends one request of a JSON protocol as an SDK would, without an SDK; answers status and parsed body. */
export const callJson = async (
  wire: Wire,
  target: string,
  input: unknown,
  accessKeyId = 'local',
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(wire.url, {
    method: 'POST',
    headers: {
      'x-amz-target': target,
      'content-type': 'application/x-amz-json-1.0',
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${REGION}/any/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
