/** Options that commands share, as people type them. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Asked } from './ask.ts';
import type { Whereabouts } from './aws/place.ts';
import { LOCAL_DESK } from './local-desk.ts';

/** What commander has read of them. */
export interface DeskOptions {
  readonly endpoint: string;
  readonly stage?: string;
  readonly token?: string;
}

export const whereOf = ({ endpoint, stage }: DeskOptions): Whereabouts =>
  stage === undefined ? { endpoint } : { stage };

export const askedOf = (options: DeskOptions): Asked => ({
  where: whereOf(options),
  token: options.token ?? process.env.THREELINE_TOKEN ?? null,
});

export const somewhere = (command: Command): Command =>
  command
    .option('--stage <name>', 'a deployed desk, by its stage in cdk.json')
    .option('--endpoint <url>', 'where the API of the desk is', LOCAL_DESK);

/** `whose`: "an agent's", for the help. */
export const asSomebody = (command: Command, whose = "an agent's"): Command =>
  somewhere(command).option(
    '--token <token>',
    `${whose} bearer token; default: THREELINE_TOKEN, or the local desk's own`,
  );

/** A count from 1 on; commander says what is wrong with another. */
export const countOf = (text: string): number => {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number from 1 on.');
};
