import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../lambdas/core/domain/settings/defaults.ts';
import { anAgent } from '../builders.ts';
import { inBoth, inDatabase, realStores } from './both.ts';
import { outcomes } from './changes.ts';

describe('the settings store', () => {
  inBoth((stores) => {
    it('begins with the defaults, at version 0', async () => {
      expect(await stores().settings.current()).toEqual(DEFAULT_SETTINGS);
      expect(await stores().settings.read('groups')).toEqual({
        document: DEFAULT_SETTINGS.groups,
        version: 0,
      });
    });

    it('replaces a document on its version and shows it at once', async () => {
      const { settings } = stores();
      expect(await settings.current()).toEqual(DEFAULT_SETTINGS);
      expect(await settings.replace('agents', [anAgent()], 0)).toBe(1);
      expect(await settings.replace('agents', [anAgent({ capacity: 3 })], 1)).toBe(2);
      expect(await settings.read('agents')).toEqual({ document: [anAgent({ capacity: 3 })], version: 2 });
      expect((await settings.current()).agents).toEqual([anAgent({ capacity: 3 })]);
      expect((await settings.current()).desk).toEqual(DEFAULT_SETTINGS.desk);
    });

    it('knows since when the policies are what they are', async () => {
      const { settings, clock } = stores();
      await settings.replace('agents', [anAgent()], 0);
      expect(await settings.current()).not.toHaveProperty('policiesChangedAt');
      await settings.replace('sla-policies', [], 0);
      const changedAt = clock.now();
      clock.advance(60_000);
      await settings.replace('agents', [], 1);
      expect(await settings.current()).toHaveProperty('policiesChangedAt', changedAt);
    });

    it('knows since when promises are what they are, and under which all tickets were found', async () => {
      const { settings, clock } = stores();
      await settings.replace('agents', [anAgent()], 0);
      expect(await settings.current()).not.toHaveProperty('termsChangedAt');
      for (const kind of ['sla-policies', 'organizations'] as const) {
        clock.advance(60_000);
        await settings.replace(kind, [], 0);
        expect(await settings.current()).toHaveProperty('termsChangedAt', clock.now());
      }
      const changedAt = clock.now();
      clock.advance(60_000);
      await settings.replace('agents', [], 1);
      expect(await settings.current()).toHaveProperty('termsChangedAt', changedAt);
      expect(await settings.current()).toHaveProperty('agentsChangedAt', clock.now());
      expect(await settings.followed('terms')).toBeNull();
      await settings.follow('terms', changedAt);
      await settings.follow('agents', clock.now());
      expect(await settings.followed('terms')).toBe(changedAt);
      expect(await settings.followed('agents')).toBe(clock.now());
    });

    it('refuses a document that was based on an older one', async () => {
      const { settings } = stores();
      await settings.replace('agents', [anAgent()], 0);
      await expect(settings.replace('agents', [], 0)).rejects.toMatchObject({
        name: 'VersionConflict',
        extra: { currentVersion: 1 },
      });
      await expect(settings.replace('groups', [], 4)).rejects.toMatchObject({ name: 'VersionConflict' });
      expect((await settings.current()).agents).toEqual([anAgent()]);
    });

    it('takes any document from someone who names no version', async () => {
      const { settings } = stores();
      expect(await settings.replace('agents', [anAgent()], null)).toBe(1);
      expect(await settings.replace('agents', [], null)).toBe(2);
    });

    it('lets one of ten changes of one version win', async () => {
      const { settings } = stores();
      const tries = Array.from({ length: 10 }, (_, n) =>
        settings.replace('agents', [anAgent({ capacity: n })], 0),
      );
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['VersionConflict'] });
    });
  });

  inDatabase((stores) => {
    it('shows a change to every other instance at its next look', async () => {
      const here = stores();
      const there = realStores(here.table, here.clock, here.texts);
      expect((await there.settings.current()).agents).toEqual([]);
      await here.settings.replace('agents', [anAgent()], 0);
      expect((await there.settings.current()).agents).toEqual([anAgent()]);
    });

    it('reads nothing but the revision while it has not moved', async () => {
      const { settings } = stores();
      await settings.replace('agents', [anAgent()], 0);
      expect(await settings.current()).toBe(await settings.current());
    });

    it('keeps a long document in the bucket', async () => {
      const { settings, texts } = stores();
      const agents = Array.from({ length: 400 }, (_, n) =>
        anAgent({ id: `agt_${n}`, email: `a${n}@desk.example` }),
      );
      await settings.replace('agents', agents, 0);
      expect((await settings.current()).agents).toEqual(agents);
      expect(texts.stored.size).toBe(1);
    });

    it('reads what an older and a newer version of the desk have stored', async () => {
      const { settings, table } = stores();
      await settings.replace('groups', [{ id: 'g', name: 'G', line: 1, default: true }], 0);
      const older = JSON.stringify({ name: 'Our desk' });
      await table.put({ PK: 'SETTINGS', SK: 'desk', document: older, version: 1 });
      const newer = JSON.stringify([{ id: 'g', name: 'G', line: 1, colour: 'red' }]);
      await table.put({ PK: 'SETTINGS', SK: 'groups', document: newer, version: 2, editedBy: 'x' });
      const current = await settings.current();
      expect(current.desk).toEqual({ ...DEFAULT_SETTINGS.desk, name: 'Our desk' });
      expect(current.groups).toEqual([{ id: 'g', name: 'G', line: 1 }]);
    });
  });
});
