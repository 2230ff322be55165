/** What people may say of a ticket themselves, so that no machine changes it (given.ts). */

/** `category` includes where the ticket stands: whoever moved it has looked at it. */
export const GIVABLE = ['category', 'priority', 'language'] as const;
export type Given = (typeof GIVABLE)[number];
