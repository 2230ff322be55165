/** Step "Ask for details": the one question about what is missing. */
import { askForDetails as ask } from '../../domain/ticket/analysis.ts';
import { isAskingDue } from '../../domain/ticket/held.ts';
import { detailsQuestion } from '../../domain/triage/details/question.ts';
import { SYSTEM_AUTHOR } from '../people.ts';
import { type StepPorts, step } from './step.ts';
import type { StepInput } from './step-input.ts';

export const askForDetails = (ports: StepPorts) => (input: StepInput) =>
  step(ports, input, (ticket, c) => {
    if (!isAskingDue(ticket, c.settings)) return null;
    const text = detailsQuestion(ticket, c.settings);
    return ask(
      ticket,
      {
        id: ports.ids.next('cmt'),
        ticketId: ticket.id,
        author: SYSTEM_AUTHOR,
        public: true,
        channel: ticket.channel,
        bodyText: text,
        bodyHtml: null,
        visibleText: text,
        attachments: [],
        mailId: null,
        createdAt: c.now,
      },
      c,
    );
  });
