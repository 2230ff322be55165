/** The mail ledger of the desk that a command was asked about. */
import type { Asked } from '../ask.ts';
import { apiAddress } from '../aws/place.ts';
import { type LedgerApi, ledgerApi } from './ledger-api.ts';

export const ledgerOfDesk = ({ where, token }: Asked): Promise<LedgerApi> =>
  ledgerApi(apiAddress(where), token);
