/** The rating page: three answers, a comment, and the nonce of this very view. Reading it writes nothing. */
import { spokenTime } from '../mail/words.ts';
import { builtInLocale } from '../people/language.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { RATINGS, type Rating } from '../ticket/words.ts';
import { fill, page } from './document.ts';
import { type PageWords, pageWords } from './words.ts';

const BODY = `
<h1>{{w.rateTitle}}</h1>
{{#said}}<p class="note{{#warn}} warn{{/warn}}" role="status">{{text}}</p>{{/said}}
{{#form}}
<p>#{{number}} · {{w.rateAbout}}</p>
<form method="post" action="">
<input type="hidden" name="nonce" value="{{nonce}}">
<fieldset><legend>{{w.rateTitle}}</legend>
{{#choices}}<label class="choice"><input type="radio" name="rating" value="{{value}}"{{#checked}} checked{{/checked}} required> {{text}}</label>{{/choices}}
</fieldset>
<label for="comment">{{w.comment}}</label>
<textarea id="comment" name="comment" maxlength="5000">{{comment}}</textarea>
<button type="submit">{{send}}</button>
</form>
{{/form}}`;

export interface RatingForm {
  readonly nonce: string;
  readonly rating: Rating | null;
  readonly comment: string;
  /** The second, confirming action after a first that came too fast. */
  readonly confirming: boolean;
}

export interface RatingPageView {
  readonly ticket: Ticket;
  readonly settings: Settings;
  readonly said?: { readonly text: keyof PageWords; readonly warn: boolean; readonly until?: string };
  readonly form: RatingForm | null;
}

export const ratingPage = ({ ticket, settings, said, form }: RatingPageView): string => {
  const locale = builtInLocale(ticket.language);
  const w = pageWords(locale);
  const until =
    said?.until === undefined
      ? ''
      : ` ${w.rateChange} ${spokenTime(said.until, locale, settings.desk.timeZone)}.`;
  const body = fill(BODY, {
    w,
    number: ticket.number,
    said: said === undefined ? false : { text: `${w[said.text]}${until}`, warn: said.warn },
    form:
      form === null
        ? false
        : {
            nonce: form.nonce,
            comment: form.comment,
            send: form.confirming ? w.rateConfirmSend : w.rateSend,
            choices: RATINGS.map((value) => ({ value, text: w[value], checked: value === form.rating })),
          },
  });
  return page({ locale, title: w.rateTitle, desk: settings.desk.name, body });
};
