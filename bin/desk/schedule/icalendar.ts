/**
 * Reads the events of an iCalendar file (RFC 5545) as far as holidays need them: unfolding, properties, whole days. No
 * library for it is among those that the desk has, and of the format's many kinds of things these few are all that count.
 */

/** A property of an event: its parameters and its value as they stand there. */
export interface Property {
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
}

/** Properties by their name in capitals; one that comes twice is there twice. */
export type CalendarEvent = ReadonlyMap<string, readonly Property[]>;

/** RFC 5545 section 3.1: a line that begins with white space goes on with the one before it. */
const unfolded = (text: string): readonly string[] =>
  text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');

/** At a sign outside quotation marks, in which parameters may have colons and semicolons. */
const splitOutsideQuotes = (text: string, sign: string, most: number): readonly string[] => {
  const parts: string[] = [];
  let isQuoted = false;
  let from = 0;
  for (let at = 0; at < text.length && parts.length + 1 < most; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    if (isQuoted || text[at] !== sign) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
};

const propertyOf = (line: string): readonly [name: string, property: Property] => {
  const [head = '', value = ''] = splitOutsideQuotes(line, ':', 2);
  const [name = '', ...params] = splitOutsideQuotes(head, ';', Number.POSITIVE_INFINITY);
  const pairs = params.map((param) => {
    const [key = '', given = ''] = splitOutsideQuotes(param, '=', 2);
    return [key.toUpperCase(), given.replaceAll('"', '')] as const;
  });
  return [name.toUpperCase(), { params: new Map(pairs), value }];
};

/** Every VEVENT in order, without what lies inside it (alarms); null when the text is no calendar. */
export const eventsIn = (text: string): readonly CalendarEvent[] | null => {
  const events: CalendarEvent[] = [];
  const inside: string[] = [];
  let event = new Map<string, Property[]>();
  let isCalendar = false;
  for (const line of unfolded(text)) {
    const [name, property] = propertyOf(line);
    if (name === 'BEGIN') {
      inside.push(property.value.toUpperCase());
      isCalendar ||= inside[0] === 'VCALENDAR';
      if (inside.at(-1) === 'VEVENT') event = new Map();
    } else if (name === 'END') {
      if (inside.pop() === 'VEVENT') events.push(event);
    } else if (inside.at(-1) === 'VEVENT') {
      event.set(name, [...(event.get(name) ?? []), property]);
    }
  }
  return isCalendar ? events : null;
};

/** RFC 5545 section 3.3.11: the text that a value stands for. */
export const textOf = (value: string): string =>
  value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
