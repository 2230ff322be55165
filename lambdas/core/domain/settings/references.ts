/** Everything about the settings that schemas cannot say: what is unique, and what refers to what. */
import { macroProblems } from './checks/macros.ts';
import { agentProblems, groupProblems, organizationProblems, planProblems } from './checks/people.ts';
import { policyProblems } from './checks/policies.ts';
import type { FoundProblem, SettingsProblem } from './checks/problem.ts';
import { ruleProblems } from './checks/rules.ts';
import { scheduleProblems } from './checks/schedules.ts';
import { webhookProblems } from './checks/webhooks.ts';
import {
  categoryProblems,
  deskProblems,
  lineProblems,
  mailboxProblems,
  templateProblems,
} from './checks/work.ts';
import { DEFAULT_SETTINGS } from './defaults.ts';
import { SETTINGS_KINDS, type SettingsKind } from './kinds.ts';
import type { Settings } from './schemas.ts';

const CHECKS: Readonly<Record<SettingsKind, (settings: Settings) => readonly FoundProblem[]>> = {
  desk: deskProblems,
  lines: lineProblems,
  schedules: scheduleProblems,
  groups: groupProblems,
  agents: agentProblems,
  categories: categoryProblems,
  'sla-policies': policyProblems,
  plans: planProblems,
  organizations: organizationProblems,
  templates: templateProblems,
  mailboxes: mailboxProblems,
  rules: ruleProblems,
  macros: macroProblems,
  webhooks: webhookProblems,
};

const place = (kind: SettingsKind): number => SETTINGS_KINDS.indexOf(kind);

/**
 * In its own document a name of a later document is forgiven: a group names its lead before there are agents. In
 * another document only what refers to this one counts, so that nothing is taken away from under it.
 */
const concerns = (problem: FoundProblem, only: SettingsKind): boolean => {
  if (problem.kind !== only) return problem.missing === only;
  return problem.missing === undefined || place(problem.missing) <= place(only);
};

const shown = ({ kind, path, message }: FoundProblem): SettingsProblem => ({ kind, path, message });

const found = (settings: Settings): readonly FoundProblem[] =>
  SETTINGS_KINDS.flatMap((kind) => CHECKS[kind](settings));

/**
 * All mistakes of the settings as a whole, in the order of the documents. With `only`, those that replacing this one
 * document would make: its own, and names elsewhere of what it no longer has.
 */
export const settingsProblems = (settings: Settings, only?: SettingsKind): readonly SettingsProblem[] =>
  found(settings)
    .filter((problem) => only === undefined || concerns(problem, only))
    .map(shown);

const NOTHING: Settings = {
  desk: DEFAULT_SETTINGS.desk,
  lines: [],
  schedules: [],
  groups: [],
  agents: [],
  categories: [],
  'sla-policies': [],
  plans: [],
  organizations: [],
  templates: [],
  mailboxes: [],
  rules: [],
  macros: [],
  webhooks: [],
};

/** The mistakes that can be seen while some documents are unknown: none in those, and none about names in them. */
export const problemsOfSome = (some: Partial<Settings>): readonly SettingsProblem[] => {
  const known = (kind: SettingsKind): boolean => some[kind] !== undefined;
  return found({ ...NOTHING, ...some })
    .filter(({ kind, missing }) => known(kind) && (missing === undefined || known(missing)))
    .map(shown);
};
