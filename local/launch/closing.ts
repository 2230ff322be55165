/** Ends things in the opposite order of their beginning. */

export interface Closing {
  onClose(end: () => void | Promise<void>): void;
  /** Ends everything once; one that fails does not keep the others. */
  close(): Promise<void>;
}

export function createOnClose(): Closing {
  const ends: (() => void | Promise<void>)[] = [];
  return {
    onClose: (end) => void ends.push(end),
    async close() {
      for (const end of ends.splice(0).reverse()) {
        try {
          await end();
        } catch (error) {
          console.error('While the desk was closing:', error);
        }
      }
    },
  };
}
