/** The desk's event bus. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Bus } from '../../application/workflow-ports.ts';
import { throttled } from '../../domain/errors.ts';

/** What the rules of the bus, and those that a company adds, look for. */
export const EVENT_SOURCE = 'threeline';

export const eventBridgeBus = (busName: string, client = new EventBridgeClient({})): Bus => ({
  publish: async (event) => {
    const entry = {
      EventBusName: busName,
      Source: EVENT_SOURCE,
      DetailType: event.type,
      Time: new Date(event.occurredAt),
      Detail: JSON.stringify(event),
    };
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    if ((FailedEntryCount ?? 0) === 0) return;
    const [refused] = Entries ?? [];
    throw throttled('The event bus', new Error(`${refused?.ErrorCode}: ${refused?.ErrorMessage}`));
  },
});
