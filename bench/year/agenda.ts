/** What is to happen, the earliest first: a heap, because a year is a million things. */

export interface Agenda<T> {
  add(at: number, what: T): void;
  /** Takes the earliest off; of the same instant, in no order. */
  next(): { readonly at: number; readonly what: T } | undefined;
}

export const agenda = <T>(): Agenda<T> => {
  const heap: { readonly at: number; readonly what: T }[] = [];
  const timeAt = (index: number): number => heap[index]?.at ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  return {
    add: (at, what) => {
      let index = heap.push({ at, what }) - 1;
      while (index > 0 && timeAt((index - 1) >> 1) > at) {
        swap(index, (index - 1) >> 1);
        index = (index - 1) >> 1;
      }
    },
    next: () => {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let index = 0; ; ) {
        const left = 2 * index + 1;
        const child = timeAt(left + 1) < timeAt(left) ? left + 1 : left;
        if (timeAt(child) >= last.at) return first;
        swap(index, child);
        index = child;
      }
    },
  };
};
