/** Names of the table's keys and indexes, shared by the construct that makes them and the adapters that read them. */

export const KEYS = { partition: 'PK', sort: 'SK', ttl: 'expiresAt' } as const;

/**
 * Four overloaded indexes; which row uses which is listed in docs/access-patterns.md. Each projects only `list`
 * (what a view shows) and `version`, so that a long conversation costs a view nothing.
 */
export const INDEXES = {
  requester: { name: 'GSI1', partition: 'GSI1PK', sort: 'GSI1SK' },
  holder: { name: 'GSI2', partition: 'GSI2PK', sort: 'GSI2SK' },
  group: { name: 'GSI3', partition: 'GSI3PK', sort: 'GSI3SK' },
  line: { name: 'GSI4', partition: 'GSI4PK', sort: 'GSI4SK' },
} as const;

/** Attributes that every index projects beside the keys. */
export const PROJECTED = ['list', 'version'] as const;

/** Every row of the history has a sort key that starts so; the two stream readers filter on it. */
export const EVENT_SORT_PREFIX = 'EVENT#';
