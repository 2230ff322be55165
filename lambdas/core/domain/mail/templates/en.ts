/** The mails in English. */
import { type Templates, THREAD_SUBJECT } from './template.ts';

const HELLO = 'Hello{{#name}} {{name}}{{/name}},';
const FOLLOW = 'Answer this mail, or follow your request here:\n\n{{link}}';
const AGENT =
  '#{{number}} {{subject}}\nFrom {{requester}} · priority {{priority}} · line {{line}} · {{group}}\n\n{{ticketUrl}}';

export const EN: Templates = {
  acknowledgement: {
    subject: '[#{{number}}] {{subject}}{{^subject}}We have received your request{{/subject}}',
    text: `${HELLO}

We have received your request. Its number is {{number}}.
{{#firstReplyAt}}
A person will answer you by {{firstReplyAt}}.
{{/firstReplyAt}}
We will write to you at every step. To add something, answer this mail, or follow your request here:

{{link}}`,
  },
  'details-request': { subject: THREAD_SUBJECT, text: `${HELLO}\n\n{{comment}}\n\n{{link}}` },
  assigned: {
    subject: 'Assigned to you: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nThis ticket is yours now.{{#dueAt}} First reply is due {{dueAt}}.{{/dueAt}}\n\n${AGENT}`,
  },
  escalated: {
    subject: 'Escalated{{#yours}} to you{{/yours}}: [#{{number}}] {{subject}}',
    text: `${HELLO}

This ticket was escalated from line {{fromLine}} to line {{line}}{{#escalatedBy}} by {{escalatedBy}}{{/escalatedBy}}:

{{reason}}

{{#yours}}
It is yours now.{{#dueAt}} First reply is due {{dueAt}}.{{/dueAt}}
{{/yours}}
{{^yours}}
{{#assignee}}
It is with {{assignee}} now.
{{/assignee}}
{{^assignee}}
Nobody has it yet; it waits in {{group}}.
{{/assignee}}
{{/yours}}

${AGENT}`,
  },
  returned: {
    subject: 'Returned: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nThis ticket is back on line {{line}}: {{reason}}\n\n${AGENT}`,
  },
  reply: {
    subject: THREAD_SUBJECT,
    text: `{{comment}}

{{author}}

{{#attached}}
Attached:
{{attached}}

{{/attached}}
{{#linked}}
Files for you:
{{linked}}

{{/linked}}
{{#solved}}
We think that this solves your request. If it does not, just answer.

{{/solved}}
{{#promised}}
It takes us longer than we told you. These times hold now:

{{promised}}

{{/promised}}
{{#expectedFixAt}}
We expect a fix by {{expectedFixAt}}.

{{/expectedFixAt}}
${FOLLOW}`,
  },
  'requester-comment': { subject: THREAD_SUBJECT, text: `{{author}} wrote:\n\n{{comment}}\n\n${AGENT}` },
  mention: {
    subject: 'You were named: [#{{number}}] {{subject}}',
    text: `{{author}} named you in a note:\n\n{{comment}}\n\n${AGENT}`,
  },
  reminder: {
    subject: 'Reminder: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\n{{percent}} % of the time for the {{metric}} has passed; it is due {{dueAt}}.\n\n${AGENT}`,
  },
  reminders: {
    subject: 'Reminder: {{howMany}} tickets',
    text: `${HELLO}\n\nTime is running on these tickets:\n\n{{reminded}}`,
  },
  breach: {
    subject: 'Overdue: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nThe {{metric}} was due {{dueAt}} and has not happened.\n\n${AGENT}`,
  },
  attention: {
    subject: 'Needs your attention: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nThe {{metric}} was due {{dueAt}}; half as much time again has passed since.\n\n${AGENT}`,
  },
  nudge: {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nWe are waiting for your answer to request {{number}}. Without one we will take it as solved on {{autoSolveAt}}.\n\n${FOLLOW}`,
  },
  'periodic-update': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}

We have not forgotten your request {{number}}. {{standing}}
{{#expectedFixAt}}
We expect a fix by {{expectedFixAt}}.
{{/expectedFixAt}}
{{#resolutionAt}}
It is to be solved by {{resolutionAt}}.
{{/resolutionAt}}

${FOLLOW}`,
  },
  'promise-changed': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}

{{#promised}}
It takes us longer than we told you with your request {{number}}. These times hold now:

{{promised}}

{{/promised}}
{{#expectedFixAt}}
We expect a fix for your request {{number}} by {{expectedFixAt}}.

{{/expectedFixAt}}
${FOLLOW}`,
  },
  solved: {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nWe have marked your request {{number}} as solved. If it is not, just answer.\n\n${FOLLOW}`,
  },
  'auto-solved': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nWe have not heard from you, so we take your request {{number}} as solved. An answer opens it again.\n\n${FOLLOW}`,
  },
  survey: {
    subject: 'How did we do? [#{{number}}] {{subject}}',
    text: `${HELLO}

Your request {{number}} was solved. How did we do? One click shows a page where you confirm your answer.

Good:
{{good}}

OK:
{{ok}}

Bad:
{{bad}}`,
  },
  'support-hours': {
    subject: 'Support hours, {{percent}} %: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\n{{organization}} has used {{percent}} % of its support hours: {{hours}}. This ticket reached it.\n\n${AGENT}`,
  },
  'issue-opened': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nYour request {{number}} needs our developers, and they have it now. We will write to you when they say by when, and when they are done.\n\n${FOLLOW}`,
  },
  'issue-fixed': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nOur developers are done with what your request {{number}} was waiting for. We look at it once more and then write to you.\n\n${FOLLOW}`,
  },
  'issue-news': {
    subject: 'From the developers: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\n{{comment}}\n\n${AGENT}`,
  },
  'bad-rating': {
    subject: 'Rated bad: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\n{{requester}} rated this ticket bad:\n\n{{ratingComment}}\n\n${AGENT}`,
  },
  outbreak: {
    subject: 'Outbreak: {{topic}}, {{howMany}} tickets',
    text: `${HELLO}

Tickets come faster than usual: {{howMany}} within an hour about {{topic}}, where {{usual}} an hour are usual. They resemble each other:

{{tickets}}

This call opens one problem ticket and links all of them to it; solving it with an answer then answers and solves them all:

{{call}}

The newest of them:

${AGENT}`,
  },
  quarantine: {
    subject: 'Mail waits in quarantine: {{waiting}}',
    text: `${HELLO}

Messages that wait in quarantine until a person has looked at them: {{waiting}}. The newest:

{{mails}}

Let one in, or throw it away, by its id:

{{ways}}

All of them:

{{link}}`,
  },
};

export const METRIC_NAMES_EN: Readonly<Record<string, string>> = {
  'first-reply': 'first reply',
  'next-reply': 'next reply',
  resolution: 'resolution',
  'periodic-update': 'regular update',
};

/** By status: what there is to say although nothing is new. */
export const STANDINGS_EN: Readonly<Record<string, string>> = {
  new: 'It waits for one of us to take it up.',
  open: 'We are working on it; there is nothing new to tell yet.',
  pending: 'It waits for your answer.',
  'on-hold': 'It waits for somebody else whose part is needed; we will write when there is news.',
};
