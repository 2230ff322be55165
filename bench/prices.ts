/** The list prices that the desk's meter uses. */
import { resolve } from 'node:path';
import { type Prices, readPrices as read } from '../local/control/prices.ts';

export const readPrices = (): Prices => read(resolve(import.meta.dirname, 'prices.json'));
