/** Steps "Analyse" and "Ask for details": what is there, what is missing, and the one question about it. */
import { shownAttachments } from '../../domain/mail/inbound/inline-images.ts';
import { askForDetails as ask, recordAnalysis } from '../../domain/ticket/analysis.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import { analyse as analyseTexts } from '../../domain/triage/analyse.ts';
import { detailsQuestion } from '../../domain/triage/question.ts';
import type { SourceFile } from '../../domain/triage/text.ts';
import { SYSTEM_AUTHOR } from '../people.ts';
import type { Ports } from '../ports.ts';
import { type StepInput, type StepPorts, step } from './step.ts';

/** Comments read for details: the requester's newest words beyond these change nothing that people would miss. */
const COMMENTS_READ = 50;

const filesOf = ({ attachments, bodyHtml }: Comment): readonly SourceFile[] => {
  const shown = shownAttachments(bodyHtml ?? '');
  return attachments.map(({ id, fileName, contentType, size }) => ({
    fileName,
    contentType,
    size,
    inline: shown.has(id),
  }));
};

const requesterTexts = async (ports: Pick<Ports, 'tickets'>, ticket: Ticket) => {
  const { items } = await ports.tickets.comments(ticket.id, { size: COMMENTS_READ, after: null });
  return items
    .filter((comment) => comment.author.kind === 'requester' || comment.author.kind === 'participant')
    .map((comment, index) => ({
      where: index === 0 ? 'description' : comment.id,
      text: comment.visibleText,
      files: filesOf(comment),
    }));
};

export const analyse = (ports: StepPorts) => (input: StepInput) =>
  step(ports, input, async (ticket, c) => {
    if (!ticket.progress.needsAnalysis) return null;
    const earlier = await ports.tickets.triage(ticket.id);
    const texts = [{ where: 'subject', text: ticket.subject }, ...(await requesterTexts(ports, ticket))];
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
