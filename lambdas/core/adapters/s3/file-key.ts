/** Where an attachment lies in the content bucket. */
export const fileKey = (id: string): string => `attachments/${id}`;
