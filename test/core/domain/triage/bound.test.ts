import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../lambdas/core/domain/triage/analyse.ts';
import type { TextModel } from '../../../../lambdas/core/domain/triage/model/model.ts';
import { train } from '../../../../lambdas/core/domain/triage/model/train.ts';
import { missingRequired, type Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { after, aSettings, aTicket, type SettingsParts, type TicketParts } from '../../builders.ts';

const [bug] = aSettings().categories.filter(({ id }) => id === 'bug');
if (bug === undefined) throw new Error('There is no category "bug".');

const withDemand = (parts: SettingsParts = {}, home: 1 | 3 = 1) =>
  aSettings({
    categories: aSettings().categories.map((one) =>
      one.id === 'bug'
        ? { ...bug, beforeLine3: ['logs'], line: home, group: home === 3 ? 'third-line' : bug.group }
        : one,
    ),
    ...parts,
  });
const toLine3 = { rules: [{ id: 'core', when: { words: ['kernel'] }, set: { line: 3 as const } }] };

const model: TextModel = train(
  Array.from({ length: 80 }, (_, at) => ({
    subject: at % 2 === 0 ? `kernel panic ${at}` : `the button ${at} is green`,
    body: at % 2 === 0 ? 'panic in the kernel driver again' : 'please make the button blue',
    language: 'en',
    category: 'bug',
    priority: 'normal',
    line: at % 2 === 0 ? '3' : '1',
  })),
);

const sorted = (
  text: string,
  {
    parts = {},
    settings = withDemand(toLine3),
    by = null,
  }: { parts?: TicketParts; settings?: ReturnType<typeof aSettings>; by?: TextModel | null } = {},
): Triage =>
  analyse(
    aTicket({ subject: 'Hello', category: 'bug', details: { version: '5', steps: 'open' }, ...parts }),
    [{ where: 'description', text }],
    settings,
    after(1),
    0,
    { given: new Set(), detect: null, model: by, earlier: null, opinion: null },
  );

const LOG = 'panic in the kernel driver again\nERROR: 5';

describe('a ticket that would be sent to line 3', () => {
  it('goes there by the model where nothing is demanded, and says so', () => {
    const { line } = sorted('panic in the kernel driver again', { settings: aSettings(), by: model });
    expect(line).toMatchObject({ value: 3 });
    expect(line?.confidence).toBeGreaterThanOrEqual(0.7);
    expect(line?.reason).toMatch(/^The text model takes it for "3" \(\d+ %, by ".*"\)\.$/);
    expect(sorted('please make the button blue', { settings: aSettings(), by: model }).line?.value).toBe(1);
  });

  it('stays below without the group, or where the model is not sure enough', () => {
    const noGroup = aSettings({ groups: aSettings().groups.filter(({ line }) => line !== 3) });
    expect(sorted('panic in the kernel', { settings: noGroup, by: model }).line?.value).toBe(1);
    const unsure = aSettings({ desk: { confidenceLimit: 1 } });
    expect(sorted('panic in the kernel', { settings: unsure, by: model }).line?.value).toBe(1);
  });

  it.each([
    ['a rule', withDemand(toLine3), null],
    ['the model', withDemand(), model],
  ])('by %s waits on its own line for what line 3 demands, which is asked for', (_who, settings, by) => {
    const triage = sorted('panic in the kernel driver again', { settings, by });
    expect(triage.line?.value).toBe(1);
    expect(triage.line?.reason).toMatch(/Line 3 wants what is missing: logs\.$/);
    expect(missingRequired(triage)).toEqual(['logs']);
  });

  it.each([
    ['a rule', withDemand(toLine3), null],
    ['the model', withDemand(), model],
  ])('by %s goes there once it is found', (_who, settings, by) => {
    const triage = sorted(LOG, { settings, by });
    expect(triage.line?.value).toBe(3);
    expect(missingRequired(triage)).toEqual([]);
  });

  it('by its category goes there, and is asked', () => {
    const settings = withDemand(
      { rules: [{ id: 'a', when: { words: ['kernel'] }, set: { category: 'bug' } }] },
      3,
    );
    const triage = sorted('kernel', { settings, parts: { category: 'other' } });
    expect(triage.line?.value).toBe(3);
    expect(missingRequired(triage)).toEqual(['logs']);
  });

  it('by a person stays there', () => {
    const triage = sorted('kernel', { parts: { line: 3, groupId: 'third-line' } });
    expect(triage.line?.value).toBe(3);
    expect(missingRequired(triage)).toEqual([]);
  });
});
