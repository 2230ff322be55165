/** Where trained models go, and where tickets of the desk come from. */
import { DomainError } from '../../../lambdas/core/domain/errors.ts';
import type { Example, TextModel } from '../../../lambdas/core/domain/triage/model/model.ts';
import type { Asked } from '../ask.ts';

/** The desk has no route for this yet. */
const unbuilt = (what: string): DomainError =>
  new DomainError('ModelNotStored', 'unbuilt', `${what} comes with the desk's API: give --from and --test.`);

/** Keeps the model under a version, and lets the desk use it if it is not worse than the present one. */
export const storeModel = async (_asked: Asked, _model: TextModel): Promise<string> => {
  throw unbuilt('Storing a model');
};

/** The desk's own tickets, as people left them. */
export const ticketsOfDesk = async (_asked: Asked): Promise<readonly Example[]> => {
  throw unbuilt("Learning from the desk's own tickets");
};
