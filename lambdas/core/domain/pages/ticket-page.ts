/** The requester's page of a ticket: where it stands, what was said, a form to add to it. */
import { spokenFix, spokenTime } from '../mail/words.ts';
import { zoneOfRequester } from '../mail/zone.ts';
import { builtInLocale } from '../people/language.ts';
import type { Settings } from '../settings/schemas.ts';
import { spokenSize } from '../ticket/file-size.ts';
import { shownText } from '../ticket/shown.ts';
import type { Author, Comment, Ticket } from '../ticket/ticket.ts';
import { isUnsolved } from '../ticket/unsolved.ts';
import { askedFor } from '../triage/details/question.ts';
import { isLong } from './answers.ts';
import { fill, page } from './document.ts';
import { pageWords, statusWords } from './words.ts';

const BODY = `
<h1>#{{number}} {{subject}}</h1>
{{#said}}<p class="note{{#warn}} warn{{/warn}}" role="status">{{text}}</p>{{/said}}
{{#goesOn}}<p class="note">{{w.goesOn}} <a href="{{link}}">#{{number}}</a></p>{{/goesOn}}
<dl><dt>{{w.status}}</dt><dd>{{status}}</dd><dt>{{w.opened}}</dt><dd>{{opened}}</dd>
{{#promises}}<dt>{{name}}</dt><dd>{{at}}</dd>{{/promises}}</dl>
<h2>{{w.conversation}}</h2>
<ol>{{#comments}}<li{{#theirs}} class="theirs"{{/theirs}}><header><strong>{{who}}</strong><time class="meta" datetime="{{iso}}">{{at}}</time></header><div class="text">{{text}}</div>{{#files}}<p class="file"><a href="{{href}}">{{name}}</a> <span class="meta">{{size}}</span></p>{{/files}}</li>{{/comments}}</ol>
<form method="post" action="">
<h2 id="add">{{#missing.length}}{{w.missingTitle}}{{/missing.length}}{{^missing.length}}{{w.addTitle}}{{/missing.length}}</h2>
{{#opensAnother}}<p class="hint">{{w.followUp}}</p>{{/opensAnother}}
{{#missing}}<label for="detail-{{name}}">{{ask}}</label>{{#long}}<textarea id="detail-{{name}}" name="detail:{{name}}" maxlength="100000">{{answer}}</textarea>{{/long}}{{^long}}<input type="text" id="detail-{{name}}" name="detail:{{name}}" maxlength="5000" autocomplete="off" value="{{answer}}">{{/long}}{{/missing}}
<label for="body">{{w.yourText}}</label>
<textarea id="body" name="body" maxlength="100000"{{^missing.length}} required{{/missing.length}}>{{draft}}</textarea>
{{#maySolve}}<label class="check"><input type="checkbox" name="solved" value="yes"{{#solved}} checked{{/solved}}> {{w.markSolved}}</label>{{/maySolve}}
<button type="submit">{{w.send}}</button>
</form>`;

/** People on the ticket see each other's addresses, never those of agents. */
const nameOf = ({ kind, name, email }: Author, support: string): string =>
  name ?? (kind === 'agent' || kind === 'system' ? support : (email ?? support));

/** A form as it was sent. */
export interface Draft {
  readonly body: string;
  /** By the name of the detail. */
  readonly answers: Readonly<Record<string, string>>;
  readonly solved: boolean;
}

export interface TicketPageView {
  readonly ticket: Ticket;
  readonly comments: readonly Comment[];
  readonly settings: Settings;
  /** Lower-cased address of the reader. */
  readonly reader: string;
  /** Where the reader finds an attachment. */
  readonly linkTo: (attachmentId: string) => string;
  readonly said?: { readonly text: string; readonly warn: boolean };
  /** What was written and could not be taken: it stands in the form again. */
  readonly draft?: Draft;
  /** The ticket that took this one in, and the reader's link to its page; what is written here stands there. */
  readonly goesOn?: { readonly number: number; readonly link: string };
}

export const ticketPage = (view: TicketPageView): string => {
  const { ticket, settings, reader } = view;
  const locale = builtInLocale(ticket.language);
  const w = pageWords(locale);
  const zone = zoneOfRequester(ticket, settings);
  const spoken = (at: string): string => spokenTime(at, locale, zone);
  const { promises } = ticket;
  const promised = [
    { name: w.firstReply, at: spokenTime(promises.firstReplyAt, locale, zone) },
    { name: w.nextReply, at: spokenTime(promises.nextReplyAt, locale, zone) },
    { name: w.resolution, at: spokenTime(promises.resolutionAt, locale, zone) },
    {
      name: w.expectedFix,
      at: spokenFix(promises.expectedFixAt, locale, { reader: zone, desk: settings.desk.timeZone }),
    },
  ];
  const category = settings.categories.find((one) => one.id === ticket.category);
  const missing = ticket.status === 'closed' ? [] : ticket.missingDetails;
  const answers = new Map(Object.entries(view.draft?.answers ?? {}));
  const body = fill(BODY, {
    w,
    number: ticket.number,
    subject: ticket.subject,
    status: statusWords(ticket.status, locale),
    opened: spoken(ticket.createdAt),
    promises: promised.filter(({ at }) => at !== ''),
    comments: view.comments.map((comment) => ({
      who: comment.author.email === reader ? w.you : nameOf(comment.author, w.support),
      theirs: comment.author.email !== reader,
      iso: comment.createdAt,
      at: spoken(comment.createdAt),
      text: shownText(comment),
      files: comment.attachments.map(({ id, fileName, size }) => ({
        href: view.linkTo(id),
        name: fileName,
        size: spokenSize(size, locale),
      })),
    })),
    missing: missing.map((name) => ({
      name,
      ask: askedFor(name, category, ticket.language),
      long: isLong(category?.details.find((detail) => detail.name === name)?.kind),
      answer: answers.get(name) ?? '',
    })),
    maySolve: reader === ticket.requester.email && isUnsolved(ticket),
    goesOn: view.goesOn ?? false,
    opensAnother: ticket.status === 'closed' && view.goesOn === undefined,
    draft: view.draft?.body ?? '',
    solved: view.draft?.solved ?? false,
    said: view.said ?? false,
  });
  return page({ locale, title: `#${ticket.number} ${ticket.subject}`, desk: settings.desk.name, body });
};
