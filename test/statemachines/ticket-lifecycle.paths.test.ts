import { describe, expect, it } from 'vitest';
import { type StepAnswer, type StepInput, stepInput } from '../../lambdas/core/contracts/step-inputs.ts';
import { aDesk, DAY, errorNamed, MACHINE_ARN, START, type StatesDesk } from '../local/states/states-desk.ts';
import { DEFINITION_TEXT } from './definition-file.ts';

const at = (days: number) => new Date(START + days * DAY).toISOString();
const answer = (next: StepAnswer['next'], days = 0): StepAnswer => ({ next, wakeAt: at(days) });

type Step = (input: StepInput, desk: StatesDesk) => StepAnswer | undefined | Promise<undefined>;
type Script = Partial<Record<StepInput['step'], Step | readonly Step[]>>;

/** A desk whose function answers by the script; a list is worked off call by call, its last answer stays. */
const aTicketDesk = (script: Script) => {
  const inputs: StepInput[] = [];
  const counts = new Map<string, number>();
  const take = (payload: never, desk: StatesDesk) => {
    const input = stepInput.parse(payload);
    inputs.push(input);
    const scripted = script[input.step];
    if (scripted === undefined) {
      if (input.step === 'arm') return undefined;
      throw new Error(`The script has no ${input.step}.`);
    }
    if (typeof scripted === 'function') return scripted(input, desk);
    const count = counts.get(input.step) ?? 0;
    counts.set(input.step, count + 1);
    return scripted[Math.min(count, scripted.length - 1)]?.(input, desk);
  };
  const definition = JSON.parse(DEFINITION_TEXT.replaceAll(/\$\{ticketLifecycle\}/g, 'steps'));
  const desk = aDesk(definition, { steps: take });
  return {
    desk,
    inputs,
    steps: () => inputs.map((input) => (input.step === 'arm' ? `arm ${input.place}` : input.step)),
    open: () => desk.start({ ticketId: 'tkt_1', generation: 3 }, 'tkt_1-3'),
  };
};

const lastToken = (inputs: readonly StepInput[]): string => {
  const last = inputs.at(-1);
  if (last?.step !== 'arm') throw new Error('Nothing waits.');
  return last.token;
};

const wake = async (desk: StatesDesk, taskToken: string, output: StepAnswer) => {
  await desk.call('SendTaskSuccess', { taskToken, output: JSON.stringify(output) });
  await desk.settled();
};

const ordinary: Script = {
  analyse: () => answer('assign'),
  'assign-line': () => answer('await', 2),
  'offer-survey': () => answer('rating', 7),
  close: () => answer('end', 7),
};

describe('an ordinary ticket', () => {
  it('costs nine transitions from its opening to its end', async () => {
    const { desk, inputs, open } = aTicketDesk(ordinary);
    const arn = await open();
    await wake(desk, lastToken(inputs), answer('survey', 1));
    await desk.advance(8 * DAY);
    expect(await desk.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(desk.transitions).toEqual([
      'Analyse',
      'What now',
      'Assign line',
      'Await moment',
      'What now',
      'Await survey',
      'Offer survey',
      'Await rating',
      'Close',
    ]);
  });

  it('tells every step which ticket and generation it is about, and when the execution began', async () => {
    const { desk, inputs, open } = aTicketDesk(ordinary);
    await open();
    await wake(desk, lastToken(inputs), answer('survey', 1));
    await desk.advance(8 * DAY);
    for (const input of inputs)
      expect(input).toMatchObject({ ticketId: 'tkt_1', generation: 3, startedAt: at(0) });
  });

  it('pays two transitions for each moment that comes', async () => {
    const { desk, inputs, open } = aTicketDesk({
      ...ordinary,
      'act-on-moment': [() => answer('await', 4), () => answer('await', 300)],
    });
    await open();
    await desk.advance(5 * DAY);
    expect(desk.transitions.slice(4)).toEqual([
      'Act on moment',
      'Await moment',
      'Act on moment',
      'Await moment',
    ]);
    expect(inputs.at(-1)).toMatchObject({ step: 'arm', wakeAt: at(300), loops: 2 });
  });
});

describe('a wait', () => {
  it('ends at the time that the last answer named', async () => {
    const { desk, open, steps } = aTicketDesk({
      ...ordinary,
      'assign-line': () => answer('await', 330),
      'act-on-moment': () => answer('await', 340),
    });
    await open();
    await desk.advance(330 * DAY - 1);
    expect(steps().at(-1)).toBe('arm await');
    await desk.advance(1);
    expect(steps().slice(-2)).toEqual(['act-on-moment', 'arm await']);
  });

  it('lasts a second when its time has passed', async () => {
    const { desk, open, steps } = aTicketDesk({
      ...ordinary,
      'assign-line': () => answer('await', -1),
      'act-on-moment': () => answer('await', 9),
    });
    await open();
    expect(steps().at(-1)).toBe('arm await');
    await desk.advance(1000);
    expect(steps().slice(-2)).toEqual(['act-on-moment', 'arm await']);
  });

  it('that was woken goes where the waker says, and counts', async () => {
    const { desk, inputs, open, steps } = aTicketDesk(ordinary);
    await open();
    await wake(desk, lastToken(inputs), answer('await', 1));
    expect(inputs.at(-1)).toMatchObject({ place: 'await', wakeAt: at(1), loops: 1 });
    await wake(desk, lastToken(inputs), answer('rating', 9));
    expect(steps().at(-1)).toBe('arm rating');
    expect(inputs.at(-1)).toMatchObject({ wakeAt: at(9), loops: 2 });
  });

  it('may be ended by the very step that arms it', async () => {
    const { open, steps } = aTicketDesk({
      ...ordinary,
      arm: async (input, desk) => {
        if (input.step !== 'arm' || input.place !== 'await') return undefined;
        const output = JSON.stringify(answer('survey', 1));
        await desk.call('SendTaskSuccess', { taskToken: input.token, output });
        return undefined;
      },
    });
    await open();
    expect(steps().at(-1)).toBe('arm survey');
  });
});

describe('a solved ticket', () => {
  const untilRating = async (script: Script) => {
    const story = aTicketDesk({ ...ordinary, ...script });
    const arn = await story.open();
    await wake(story.desk, lastToken(story.inputs), answer('survey', 1));
    return { ...story, arn };
  };

  it('that is reopened before the survey waits for moments again', async () => {
    const { desk, inputs, steps } = await untilRating({});
    await wake(desk, lastToken(inputs), answer('await', 5));
    expect(steps().slice(-2)).toEqual(['arm survey', 'arm await']);
  });

  it('that is reopened after the survey is analysed again', async () => {
    const { desk, inputs, steps } = await untilRating({});
    await desk.advance(2 * DAY);
    expect(steps().slice(-2)).toEqual(['offer-survey', 'arm rating']);
    await wake(desk, lastToken(inputs), answer('analyse', 2));
    expect(steps().slice(-3)).toEqual(['analyse', 'assign-line', 'arm await']);
    expect(inputs.at(-1)?.loops).toBe(3);
  });

  it('that turns out to be solved anew is not closed yet', async () => {
    const { desk, steps, arn } = await untilRating({
      analyse: [() => answer('assign'), () => answer('rating', 20)],
      close: [
        () => {
          throw errorNamed('NotYetDue');
        },
        () => answer('end', 20),
      ],
    });
    await desk.advance(8 * DAY);
    expect(steps().slice(-3)).toEqual(['close', 'analyse', 'arm rating']);
    await desk.advance(20 * DAY);
    expect(await desk.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('an execution', () => {
  it('asks for details when the analysis says so', async () => {
    const { open, steps } = aTicketDesk({
      ...ordinary,
      analyse: () => answer('ask'),
      'ask-for-details': () => answer('await', 2),
    });
    await open();
    expect(steps()).toEqual(['analyse', 'ask-for-details', 'arm await']);
  });

  it.each(['Superseded', 'TicketNotFound'])('ends quietly on %s', async (name) => {
    const { desk, open } = aTicketDesk({
      ...ordinary,
      'assign-line': () => {
        throw errorNamed(name);
      },
    });
    expect(await desk.describe(await open())).toMatchObject({ status: 'SUCCEEDED' });
    expect(desk.transitions.at(-1)).toBe('Superseded');
  });

  it('ends quietly while it waits, when the arming step finds that it is superseded', async () => {
    const { desk, open } = aTicketDesk({
      ...ordinary,
      arm: () => {
        throw errorNamed('Superseded');
      },
    });
    expect(await desk.describe(await open())).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('ends when its ticket needs no watching', async () => {
    const { desk, open } = aTicketDesk({ ...ordinary, analyse: () => answer('end') });
    expect(await desk.describe(await open())).toMatchObject({ status: 'SUCCEEDED' });
    expect(desk.transitions).toEqual(['Analyse', 'What now', 'Finished']);
  });

  it('retries what is transient', async () => {
    const { desk, open, steps } = aTicketDesk({
      ...ordinary,
      'assign-line': [
        () => {
          throw errorNamed('VersionConflict');
        },
        () => answer('await', 2),
      ],
    });
    await open();
    await desk.advance(2000);
    expect(steps()).toEqual(['analyse', 'assign-line', 'assign-line', 'arm await']);
  });

  it('fails under the name of the error that it could not get over', async () => {
    const { desk, open } = aTicketDesk({
      ...ordinary,
      analyse: () => {
        throw errorNamed('TypeError', 'x is not a function');
      },
    });
    const ended = await desk.describe(await open());
    expect(ended).toMatchObject({ status: 'FAILED', error: 'TypeError' });
    expect(ended.cause).toContain('x is not a function');
    expect(desk.statusEvents.at(-1)?.detail).toMatchObject({
      status: 'FAILED',
      stateMachineArn: MACHINE_ARN,
      name: 'tkt_1-3',
    });
  });

  it('fails with the word when a step names a place that is none', async () => {
    const { desk, open } = aTicketDesk({ ...ordinary, analyse: () => answer('nowhere' as 'end') });
    expect(await desk.describe(await open())).toMatchObject({
      status: 'FAILED',
      error: 'UnknownPlace',
      cause: 'The last answer named the place "nowhere", which is none.',
    });
  });

  it('fails when a step answers nothing that it can go on with', async () => {
    const { desk, open } = aTicketDesk({ ...ordinary, analyse: () => undefined });
    expect(await desk.describe(await open())).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });
});
