/** Step Functions on one machine: the JSONata subset, durable in the data folder, behind the wire protocol. */
import { AwsError, type Call, type Reply } from '../kernel/contract.ts';
import type { States, StatesOptions } from './contract.ts';
import { createMachines } from './machines.ts';
import { createOperations } from './operations.ts';
import { type Operation, parseRequest, REQUESTS } from './requests.ts';
import { createStatusTeller } from './status-teller.ts';
import { openStore } from './store.ts';
import { createTokens } from './tokens.ts';
import { createTurns } from './turns.ts';

const isOperation = (name: string): name is Operation => Object.hasOwn(REQUESTS, name);

/** Opens the state machines of a template. Throws, naming states, if a definition cannot run. */
export const createStates = (options: StatesOptions): States => {
  const store = openStore(options.dataFolder);
  const machines = createMachines(options.machines, store, options.clock.now());
  const tokens = createTokens(store.secret());
  const teller = createStatusTeller(options, store);
  const turns = createTurns(options, store, machines, tokens, teller.tell);
  const operations = createOperations(options.clock, store, machines, tokens, turns);

  const answerTo = async <O extends Operation>(operation: O, input: unknown) =>
    operations[operation](parseRequest(operation, input));

  return {
    name: 'states',
    async handle({ operation, input }: Call): Promise<Reply> {
      if (!isOperation(operation))
        throw new AwsError(
          'UnknownOperationException',
          `Step Functions on this desk does not know ${operation}`,
        );
      return {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify(await answerTo(operation, input)),
      };
    },
    resume: turns.resume,
    async close() {
      await turns.close();
      teller.close();
      store.close();
    },
  };
};
