/** What a person does with a mail and a page: finds the link, opens it, sends its form. */
import type { Answer, Client, Mail } from './a-desk.ts';

/** The link of a mail to the ticket page (`t`) or the rating page (`r`). */
export const linkIn = (text: string, page: 't' | 'r'): URL => {
  const link = new RegExp(`https?://\\S+/${page}/\\S+`).exec(text)?.[0];
  if (link === undefined) throw new Error(`There is no /${page}/ link in: ${text}`);
  return new URL(link);
};

export const openPage = (
  desk: Client,
  { pathname, search }: URL,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<string>> => desk.call<string>(null, 'GET', pathname + search, undefined, headers);

export const sendForm = (
  desk: Client,
  { pathname }: URL,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<string>> =>
  desk.call<string>(null, 'POST', pathname, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });

/** The hidden value that a rating page issued to this view of it. */
export const nonceIn = (html: string): string => /name="nonce" value="([^"]+)"/.exec(html)?.[1] ?? '';

export const lastMailTo = async (desk: Client, address: string): Promise<Mail> => {
  const mail = (await desk.mailsTo(address)).at(-1);
  if (mail === undefined) throw new Error(`There is no mail to ${address}.`);
  return mail;
};
