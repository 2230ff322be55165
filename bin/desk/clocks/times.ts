/** Instants and spans as people of a time zone say them: `Mon 2 Nov 09:00–13:00`. */

interface Told {
  /** `Mon 2 Nov 2026`. */
  readonly day: string;
  /** `09:00`. */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  return format;
};

const told = (time: string, timeZone: string): Told => {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(new Date(time))
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')} ${parts.get('year')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
};

/** `Mon 2 Nov 2026 09:00` on the wall clock of the zone. */
export const momentText = (time: string, timeZone: string): string => {
  const at = told(time, timeZone);
  return `${at.day} ${at.time}`;
};

/** `Mon 2 Nov 2026 09:00–13:00`, with the second day where it is another. */
export const spanText = (from: string, to: string, timeZone: string): string => {
  const [begins, ends] = [told(from, timeZone), told(to, timeZone)];
  return `${begins.day} ${begins.time}–${begins.day === ends.day ? '' : `${ends.day} `}${ends.time}`;
};

/** `240 min`, `12 min 30 s`. */
export const secondsText = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (rest === 0) return `${minutes} min`;
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
};
