/** Schemas that are made when they are first asked for: a function that answers one route need not build those of forty. */

/** `make` runs once, at the first call. */
export const later = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
