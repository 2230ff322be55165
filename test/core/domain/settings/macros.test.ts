import { describe, expect, it } from 'vitest';
import { pathText, readDocument } from '../../../../lambdas/core/domain/settings/parse.ts';
import { settingsProblems } from '../../../../lambdas/core/domain/settings/references.ts';
import type { Settings } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { aSettings } from '../../builders.ts';
import { aMacro } from '../macros/macros.ts';

const comment = { body: { en: 'Hello!' } };

const wrong = (macros: Settings['macros'], over: Partial<Settings> = {}): readonly string[] =>
  settingsProblems({ ...aSettings(), macros, ...over }).map(
    ({ kind, path, message }) => `${pathText(kind, path)} ${message}`,
  );

describe('macros', () => {
  it('may be words, changes or both, for some tickets or all', () => {
    const change = {
      status: 'solved' as const,
      category: 'payments',
      product: 'mobile',
      line: 1 as const,
      groupId: 'billing',
      assigneeId: 'agt_1',
      tags: { add: ['refund'] },
    };
    const macros = [
      aMacro({ id: 'a', comment: { body: { ru: 'Версия {{details.version}}' } }, categories: ['bug'] }),
      aMacro({ id: 'b', change, lines: [1, 2] }),
      aMacro({ id: 'c', comment, change: { assigneeId: 'me', product: null, type: null } }),
      aMacro({ id: 'd', change: { assigneeId: null } }),
      aMacro({ id: 'e', change: { assigneeId: 'agt_2' } }),
      aMacro({ id: 'f', comment: { public: false, body: { en: '{{ticket.link}} {{details.receipt}}' } } }),
    ];
    expect(wrong(macros)).toEqual([]);
    expect(macros[1]?.change?.tags).toEqual({ add: ['refund'], remove: [] });
    expect(macros[0]?.comment?.public).toBe(true);
  });

  it('have one of each name, and do something', () => {
    expect(
      wrong([aMacro(), aMacro(), aMacro({ id: 'idle' }), aMacro({ id: 'idle-too', change: {} })]),
    ).toEqual([
      'macros[1].id is there twice: "hello"',
      'macros[2] must have a comment or a change',
      'macros[3] must have a comment or a change',
    ]);
  });

  it('refer to what exists', () => {
    const change = {
      category: 'paymnts',
      product: 'gone',
      groupId: 'biling',
      assigneeId: 'agt_9',
    };
    expect(wrong([aMacro({ categories: ['bug', 'gone'], lines: [1, 3], comment, change })])).toEqual([
      'macros[0].categories[1] there is no category "gone"',
      'macros[0].change.category there is no category "paymnts"; did you mean "payments"?',
      'macros[0].change.product there is no product "gone"',
      'macros[0].change.groupId there is no group "biling"; did you mean "billing"?',
      'macros[0].change.assigneeId there is no agent "agt_9"; did you mean "agt_1"?',
    ]);
    expect(
      wrong([aMacro({ lines: [1, 2], change: { line: 2 } })], { lines: [{ id: 1, name: 'One' }] }),
    ).toEqual(
      expect.arrayContaining([
        'macros[0].lines[1] there is no line "2"',
        'macros[0].change.line there is no line "2"',
      ]),
    );
  });

  it('put a ticket where its group and its assignee are', () => {
    expect(
      wrong([
        aMacro({ id: 'a', change: { line: 2, groupId: 'billing' } }),
        aMacro({ id: 'b', change: { line: 2, assigneeId: 'agt_1' } }),
        aMacro({ id: 'c', change: { groupId: 'third-line', assigneeId: 'agt_2' } }),
      ]),
    ).toEqual([
      'macros[0].change.groupId the group "billing" is on line 1, not 2',
      'macros[1].change.assigneeId the agent "agt_1" is not of line 2',
      'macros[2].change.assigneeId the agent "agt_2" is not of line 3',
    ]);
  });

  it('speak only of what is known, by language', () => {
    const body = { en: 'Hello {{requester.nmae}}', ru: '{{details.version}} {{ticket.link}}' };
    expect(wrong([aMacro({ categories: ['payments'], comment: { body } })])).toEqual([
      'macros[0].comment.body.en there is no variable "requester.nmae"; did you mean "requester.name"?',
      'macros[0].comment.body.ru there is no variable "details.version"; did you mean "details.receipt"?',
      expect.stringContaining('macros[0].comment.body.ru "ticket.link" is for notes'),
    ]);
  });

  it.each([
    [{ comment: { body: {} } }, '[0].comment.body must have a text for one language'],
    [{ comment: { body: { en: ' \n' } } }, '[0].comment.body.en must not be blank'],
    [{ change: { status: 'closed' } }, '[0].change.status'],
    [{ change: { status: 'new' } }, '[0].change.status'],
    [{ categories: [] }, '[0].categories'],
    [{ lines: [4] }, '[0].lines'],
    [{ chnge: {} }, '[0].chnge'],
  ])('%j is refused at its place', (parts, said) => {
    const read = readDocument('macros', [{ id: 'a', name: { en: 'A' }, ...parts }]);
    const found = 'problems' in read ? read.problems : [];
    expect(found.map(({ path, message }) => `${pathText('', path)} ${message}`)).toEqual([
      expect.stringContaining(said),
    ]);
  });

  it('keep what they refer to from being taken away', () => {
    const settings = { ...aSettings(), macros: [aMacro({ comment, change: { category: 'integration' } })] };
    const categories = settings.categories.filter(({ id }) => id !== 'integration');
    expect(settingsProblems({ ...settings, categories }, 'categories')).toEqual([
      { kind: 'macros', path: [0, 'change', 'category'], message: 'there is no category "integration"' },
    ]);
  });
});
