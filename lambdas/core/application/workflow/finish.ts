/** Steps "Offer survey" and "Close": the end of a ticket's life. */
import { DomainError } from '../../domain/errors.ts';
import { surveyWanted } from '../../domain/satisfaction/survey.ts';
import { closeTicket } from '../../domain/ticket/close.ts';
import { type Place, placeOf } from '../../domain/ticket/place.ts';
import { decideSurvey } from '../../domain/ticket/survey.ts';
import type { Ports } from '../ports.ts';
import { type AgingInput, handOverWhenOld } from './old-age.ts';
import { type StepPorts, step } from './step.ts';

type FinishPorts = StepPorts & Pick<Ports, 'workflows'>;

const DAY = 86_400_000;

/** At most one survey per person in `surveyEveryDays`: the transaction knows, not this code. */
export const offerSurvey =
  (ports: FinishPorts) =>
  async (input: AgingInput): Promise<Place> => {
    await handOverWhenOld(ports, input);
    const decideFor = (mayOffer: boolean) =>
      step(ports, input, (ticket, c) => {
        const place = placeOf(ticket, c.settings);
        if (place.next !== 'survey' || place.wakeAt > c.now) return null;
        const offer = mayOffer && surveyWanted(ticket);
        const { surveyEveryDays } = c.settings.desk;
        const notSince = new Date(Date.parse(c.now) - surveyEveryDays * DAY).toISOString();
        return {
          ...decideSurvey(ticket, offer, c),
          ...(offer ? { with: { surveyNotSince: notSince } } : {}),
        };
      });
    try {
      return await decideFor(true);
    } catch (error) {
      if (!(error instanceof DomainError && error.name === 'SurveyTooSoon')) throw error;
      return decideFor(false);
    }
  };

/** Throws NotYetDue when the ticket has been opened and solved again meanwhile. */
export const close =
  (ports: FinishPorts) =>
  async (input: AgingInput): Promise<Place> => {
    await handOverWhenOld(ports, input);
    return step(ports, input, (ticket, c) => ({ ...closeTicket(ticket, c), with: { endsWorkflow: true } }));
  };
