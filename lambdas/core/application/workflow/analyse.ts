/** Steps "Analyse" and "Ask for details": what is there, what is missing, and the one question about it. */
import { askForDetails as ask, recordAnalysis } from '../../domain/ticket/analysis.ts';
import { analyse as analyseTexts } from '../../domain/triage/analyse.ts';
import { detailsQuestion } from '../../domain/triage/question.ts';
import { SYSTEM_AUTHOR } from '../people.ts';
import { isRequesters, textsOn } from '../tickets/texts-on.ts';
import { type StepInput, type StepPorts, step } from './step.ts';

export const analyse = (ports: StepPorts) => (input: StepInput) =>
  step(ports, input, async (ticket, c) => {
    if (!ticket.progress.needsAnalysis) return null;
    const earlier = await ports.tickets.triage(ticket.id);
    const texts = await textsOn(ports, ticket, isRequesters);
    const found = analyseTexts(ticket, texts, c.settings, c.now, ticket.progress.detailsRounds);
    const triage = { ...found, ranking: earlier?.ranking ?? [], assignment: earlier?.assignment ?? null };
    return { ...recordAnalysis(ticket, triage, c), triage };
  });

export const askForDetails = (ports: StepPorts) => (input: StepInput) =>
  step(ports, input, (ticket, c) => {
    if (!ticket.progress.shouldAskForDetails) return null;
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
