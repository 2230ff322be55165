/**
 * One desk in a test: tickets and people on ports in memory, the real state machine, every saved event read by
 * `orchestrate` and `notify` as the stream and the bus would have it, executions that fail reborn.
 */
import * as z from 'zod';
import { notify } from '../../../../lambdas/core/application/mails/notify.ts';
import { sendReminders } from '../../../../lambdas/core/application/mails/send-reminders.ts';
import { actOnMoment } from '../../../../lambdas/core/application/workflow/act-on-moment.ts';
import { analyse } from '../../../../lambdas/core/application/workflow/analyse.ts';
import { arm } from '../../../../lambdas/core/application/workflow/arm.ts';
import { askForDetails } from '../../../../lambdas/core/application/workflow/ask-for-details.ts';
import { assignLine } from '../../../../lambdas/core/application/workflow/assign-line.ts';
import { close, offerSurvey } from '../../../../lambdas/core/application/workflow/finish.ts';
import { orchestrate } from '../../../../lambdas/core/application/workflow/orchestrate.ts';
import { rebirth, sweep } from '../../../../lambdas/core/application/workflow/rebirth.ts';
import { type StepInput, stepAnswer, stepInput } from '../../../../lambdas/core/contracts/step-inputs.ts';
import type { Settings } from '../../../../lambdas/core/domain/settings/schemas.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import type { InvokeResult } from '../../../../local/kernel/contract.ts';
import { aSettings } from '../../builders.ts';
import { type FakePorts, fakePorts } from '../../fakes/ports.ts';
import { aReading } from '../../fakes/reading.ts';
import { aMachine, type Machine } from './machine.ts';

/** Where an execution is with one of its steps: `before` it has written anything, or `after`, before it answers. */
export interface Point {
  readonly state: string;
  readonly when: 'before' | 'after';
  readonly ticketId: string;
  readonly generation: number;
  /** How often this state has been at work in this desk, this time included. */
  readonly visit: number;
}

/**
 * `dies`: execution and function end here. `lost`: the answer never reaches the machine, which tries again. `fails`: the
 * function throws what nobody retries.
 */
export type Fate = 'lives' | 'dies' | 'lost' | 'fails';

export interface Disturbances {
  /** Asked at every point; by default everything lives. */
  readonly fate?: (point: Point) => Fate | Promise<Fate>;
  /** How often `orchestrate` gets to read an event; by default once. */
  readonly deliveries?: (event: TicketEvent) => number;
  /** Whether the stream is quicker than the function that saved. */
  readonly streamIsQuick?: (event: TicketEvent) => boolean;
  /** Whether the rule on failed executions hears of one; by default always. */
  readonly isHeard?: (name: string) => boolean;
}

export interface Lifecycle {
  readonly ports: FakePorts & { readonly baseUrl: string; readonly mailDomain: string };
  readonly machine: Machine;
  ticket(id: string): Ticket;
  history(id: string): readonly TicketEvent[];
  /** Each mail that went out: `<notice> to <address>`, in order. */
  mails(): readonly string[];
  /** Until nothing moves: events read, executions asleep. */
  quiet(): Promise<void>;
  /** Lets so many minutes pass, everything that falls due in its turn. */
  pass(minutes: number): Promise<void>;
  /** Lets minutes pass until the ticket's execution waits in a state; fails after a year. */
  passUntil(isThere: () => boolean): Promise<void>;
  /** Runs the sweep once it may think a row overdue, and lets the reborn catch up. */
  sweepLater(): Promise<void>;
  /** Stops the ticket's execution, as an operator or a fault would. */
  kill(ticketId: string): Promise<void>;
  /** The state in which the ticket's execution waits, or null. */
  waitsIn(ticketId: string): string | null;
}

const STATES: Readonly<Record<Exclude<StepInput['step'], 'arm'>, string>> = {
  analyse: 'Analyse',
  'ask-for-details': 'Ask for details',
  'assign-line': 'Assign line',
  'act-on-moment': 'Act on moment',
  'offer-survey': 'Offer survey',
  close: 'Close',
};
const WAITING = { await: 'Await moment', survey: 'Await survey', rating: 'Await rating' } as const;

const stateOf = (input: StepInput): string =>
  input.step === 'arm' ? WAITING[input.place] : STATES[input.step];

const MINUTE = 60_000;
/** Of a stream reader at one event. */
const MOST_ATTEMPTS = 10;
const FAILED = ['FAILED', 'TIMED_OUT', 'ABORTED'];

/** Lambda says this of a function that was lost under way; the machine tries again. */
const LOST: InvokeResult = { ok: false, errorType: 'Lambda.ServiceException', errorMessage: 'lost' };

export const aLifecycle = (settings: Settings = aSettings(), disturbances: Disturbances = {}): Lifecycle => {
  const { fate = () => 'lives', deliveries = () => 1, streamIsQuick = () => false } = disturbances;
  const { isHeard = () => true } = disturbances;
  const fakes = fakePorts(settings);
  const stream: TicketEvent[] = [];
  const visits = new Map<string, number>();

  const runStep = (input: StepInput): Promise<unknown> => {
    switch (input.step) {
      case 'analyse':
        return analyse(ports, aReading())(input);
      case 'ask-for-details':
        return askForDetails(ports)(input);
      case 'assign-line':
        return assignLine(ports)(input);
      case 'act-on-moment':
        return actOnMoment(ports)(input);
      case 'offer-survey':
        return offerSurvey(ports)(input);
      case 'close':
        return close(ports)(input);
      case 'arm':
        return arm(ports)(input);
    }
  };

  const invoke = async (_name: string, payload: unknown): Promise<InvokeResult> => {
    const input = z.parse(stepInput, payload);
    const state = stateOf(input);
    const visit = (visits.get(state) ?? 0) + 1;
    visits.set(state, visit);
    const { ticketId, generation } = input;
    const misfortune = async (when: Point['when']): Promise<InvokeResult | null> => {
      const decided = await fate({ state, when, ticketId, generation, visit });
      if (decided === 'dies') await machine.workflows.stop(ticketId, generation, 'It died.');
      if (decided === 'fails') return { ok: false, errorType: 'Broken', errorMessage: 'It is broken.' };
      return decided === 'lives' ? null : LOST;
    };
    try {
      const before = await misfortune('before');
      if (before !== null) return before;
      const answer = await runStep(input);
      const after = await misfortune('after');
      if (after !== null) return after;
      return { ok: true, payload: input.step === 'arm' ? null : z.parse(stepAnswer, answer) };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      return { ok: false, errorType, errorMessage };
    }
  };

  const machine = aMachine(Date.parse(fakes.clock.now()), invoke);
  fakes.clock.now = () => new Date(machine.now()).toISOString();

  const ports = {
    ...fakes,
    workflows: { ...fakes.workflows, ...machine.workflows },
    tickets: {
      ...fakes.tickets,
      save: async (change: Parameters<typeof fakes.tickets.save>[0]) => {
        await fakes.tickets.save(change);
        stream.push(...change.events);
        if (change.events.every(streamIsQuick)) await readStream();
      },
    },
    baseUrl: 'https://desk.example',
    mailDomain: 'desk.example',
  };

  /** As the stream does: an event that its reader stumbles over is read again before any later one. */
  const read = async (event: TicketEvent): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await orchestrate(ports)(event);
      } catch (error) {
        if (attempt === MOST_ATTEMPTS) throw error;
      }
    }
  };

  let reading = false;
  /** True when there was something to read. There is one reader: what it saves itself it reads next. */
  const readStream = async (): Promise<boolean> => {
    if (stream.length === 0 || reading) return false;
    reading = true;
    try {
      for (let event = stream[0]; event !== undefined; event = stream[0]) {
        for (let times = deliveries(event); times > 0; times -= 1) await read(event);
        await notify(ports)(event);
        // At once instead of two minutes later.
        const order = ports.reminderOrders.next();
        if (order !== undefined) await sendReminders(ports)(order);
        stream.shift();
      }
    } finally {
      reading = false;
    }
    return true;
  };

  let heard = 0;
  const hearFailures = async (): Promise<boolean> => {
    const news = machine.statuses.slice(heard);
    heard = machine.statuses.length;
    for (const { name, status } of news)
      if (FAILED.includes(status) && isHeard(name)) await rebirth(ports)({ name, status });
    return news.length > 0;
  };

  const quiet = async (): Promise<void> => {
    do await machine.settled();
    while ((await readStream()) || (await hearFailures()));
  };

  const pass = async (minutes: number): Promise<void> => {
    const until = machine.now() + minutes * MINUTE;
    await quiet();
    while (await machine.step(until)) await quiet();
  };

  const ticket = (id: string): Ticket => {
    const found = fakes.world.tickets.get(id);
    if (found === undefined) throw new Error(`There is no ticket ${id}.`);
    return found;
  };

  return {
    ports,
    machine,
    ticket,
    history: (id) => fakes.tickets.history(id),
    mails: () => fakes.mailer.sent.map(({ tags, to }) => `${tags.notice} to ${to.address}`),
    quiet,
    pass,
    passUntil: async (isThere) => {
      await quiet();
      for (let hours = 0; !isThere(); hours += 1) {
        if (hours > 366 * 24) throw new Error('It did not come to that in a year.');
        await pass(60);
      }
    },
    sweepLater: async () => {
      await pass(6);
      await sweep(ports)();
      await pass(1);
    },
    kill: async (ticketId) => {
      await machine.workflows.stop(ticketId, ticket(ticketId).generation, 'It was killed.');
      await quiet();
    },
    waitsIn: (ticketId) => {
      const place = fakes.world.waits.get(ticketId)?.place;
      return place == null ? null : WAITING[place as keyof typeof WAITING];
    },
  };
};

/** The same desk for what is done while a step is at work: nothing may wait for quiet then. */
export const unquiet = (life: Lifecycle): Lifecycle => ({ ...life, quiet: async () => {} });
