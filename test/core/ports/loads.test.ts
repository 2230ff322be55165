import { describe, expect, it } from 'vitest';
import { inBoth } from './both.ts';
import { changing, opening, outcomes, ticketId } from './changes.ts';

const open = async (loads: { of(ids: readonly string[]): Promise<ReadonlyMap<string, { open: number }>> }) =>
  (await loads.of(['agt_1'])).get('agt_1')?.open;

describe('the loads of agents', () => {
  inBoth((stores) => {
    it('are nothing before the first ticket', async () => {
      const loads = await stores().loads.of(['agt_1', 'agt_2', 'agt_1']);
      expect([...loads]).toEqual([
        ['agt_1', { open: 0, idleSince: null }],
        ['agt_2', { open: 0, idleSince: null }],
      ]);
    });

    it('rise and fall with tickets, and say since when they have not changed', async () => {
      const { tickets, loads } = stores();
      await tickets.save(opening(1, {}, { loads: [{ agentId: 'agt_1', by: 1, below: null }] }));
      const { after } = opening(1);
      const updatedAt = '2026-11-02T12:00:00.000Z';
      await tickets.save(
        changing(
          after,
          { updatedAt },
          {
            loads: [
              { agentId: 'agt_1', by: -1, below: null },
              { agentId: 'agt_2', by: 1, below: 3 },
            ],
          },
        ),
      );
      const now = await loads.of(['agt_1', 'agt_2']);
      expect(now.get('agt_1')).toEqual({ open: 0, idleSince: updatedAt });
      expect(now.get('agt_2')).toEqual({ open: 1, idleSince: updatedAt });
    });

    it('never pass the limit: of fifty tickets at the same time ten find room', async () => {
      const { tickets, loads } = stores();
      const limited = [{ agentId: 'agt_1', by: 1, below: 10 }] as const;
      const tries = Array.from({ length: 50 }, (_, n) =>
        tickets.save(opening(n + 1, {}, { loads: limited })),
      );
      expect(await outcomes(tries)).toEqual({ kept: 10, errors: ['AgentFull'] });
      expect(await open(loads)).toBe(10);
    });

    it('name the agent who has no room, and open no ticket for them', async () => {
      const { tickets, loads } = stores();
      const none = opening(1, {}, { loads: [{ agentId: 'agt_1', by: 1, below: 0 }] });
      await expect(tickets.save(none)).rejects.toMatchObject({
        name: 'AgentFull',
        kind: 'conflict',
        extra: { agentId: 'agt_1' },
      });
      expect(await tickets.find(ticketId(1))).toBeNull();
      expect(await open(loads)).toBe(0);
    });

    it('do not bind a person who decided', async () => {
      const { tickets, loads } = stores();
      await tickets.save(opening(1, {}, { loads: [{ agentId: 'agt_1', by: 1, below: 1 }] }));
      await tickets.save(opening(2, {}, { loads: [{ agentId: 'agt_1', by: 1, below: null }] }));
      expect(await open(loads)).toBe(2);
    });

    it('stay when a ticket goes from an agent back to the same agent in one change', async () => {
      const { tickets, loads } = stores();
      const both = [
        { agentId: 'agt_1', by: -1, below: null },
        { agentId: 'agt_1', by: 1, below: 1 },
      ] as const;
      await tickets.save(opening(1, {}, { loads: both }));
      expect(await open(loads)).toBe(0);
    });
  });
});
