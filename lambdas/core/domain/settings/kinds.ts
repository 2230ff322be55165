/** The names of the settings documents, in the order in which they can be applied: nothing refers to a later one,
 * the `lead` of a group aside. Apart from the schemas, so that a door that knows only names stays small. */
export const SETTINGS_KINDS = [
  'desk',
  'lines',
  'schedules',
  'groups',
  'agents',
  'categories',
  'sla-policies',
  'plans',
  'organizations',
  'templates',
  'mailboxes',
  'rules',
  'macros',
  'webhooks',
] as const;
export type SettingsKind = (typeof SETTINGS_KINDS)[number];

/** What promised times, plans and moments of open tickets are computed from. */
export const TERMS = [
  'desk',
  'schedules',
  'sla-policies',
  'organizations',
] as const satisfies readonly SettingsKind[];
