/** Where a webhook may go: the settings name an address, and a name may lead anywhere. */

import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** `loopback`: this machine too, for the desk on one machine. */
export type Reach = 'public' | 'loopback';

/** Networks that are nobody's on the internet: IANA's special-purpose registries (RFC 6890), and multicast. */
const CLOSED_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
const CLOSED_6 = [
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/9',
  'ff00::/8',
];

const listOf = (ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
};

const closed = { 4: listOf(CLOSED_4, 'ipv4'), 6: listOf(CLOSED_6, 'ipv6') };

const isLoopback = (address: string): boolean => /^127\.|^::1$/.test(address);

/** Of an IP address as text, with or without the brackets of a URL. */
export const mayReach = (text: string, reach: Reach): boolean => {
  const address = text.replace(/^\[(.*)\]$/, '$1');
  if (isLoopback(address)) return reach === 'loopback';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mayReach(mapped, reach);
  const family = isIP(address);
  if (family === 4) return !closed[4].check(address, 'ipv4');
  // A mapped address in hexadecimal is none that a name server gives, or an operator writes.
  return family === 6 && !/^::ffff:/i.test(address) && !closed[6].check(address, 'ipv6');
};

/** Thrown instead of a connection. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}

/** The connection goes to the very addresses that were looked at: a name cannot lead elsewhere between two questions. */
export const lookupWithin =
  (reach: Reach): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => mayReach(address, reach)))
        return callback(new OutOfReach(`${hostname} is no public address.`), '', 0);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
