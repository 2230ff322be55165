/** Gives a worker thread the desk's time. It imports nothing, so that any worker can load it first. */

/**
 * Replaces `globalThis.Date` by one that runs `shared` (one BigInt64, ms) ahead of real time. Dates remain ordinary
 * Dates: `instanceof`, subclasses and structured clones work as before, also for dates made earlier.
 */
export const installDeskDate = (shared: SharedArrayBuffer): void => {
  const RealDate = globalThis.Date;
  const offset = new BigInt64Array(shared);
  const now = (): number => RealDate.now() + Number(Atomics.load(offset, 0));

  function DeskDate(this: unknown, ...given: unknown[]): Date | string {
    if (new.target === undefined) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, given.length === 0 ? [now()] : given, new.target) as Date;
  }
  Object.defineProperties(DeskDate, {
    name: { value: 'Date' },
    length: { value: RealDate.length },
    prototype: { value: RealDate.prototype, writable: false },
    now: { value: now, writable: true, configurable: true },
    parse: { value: RealDate.parse, writable: true, configurable: true },
    UTC: { value: RealDate.UTC, writable: true, configurable: true },
  });
  // Libraries clone a date by `new date.constructor(date)`.
  Object.defineProperty(RealDate.prototype, 'constructor', {
    value: DeskDate,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(globalThis, 'Date', { value: DeskDate, writable: true, configurable: true });
};
