import { readFile } from 'node:fs/promises';

/** One end of a TCP connection over IPv4. */
export interface SocketEnd {
  readonly address: string;
  readonly port: number;
}

/** Who holds the far end of a connection to this machine: a user id, `'gone'`, or `'unknown'` where the system does not tell. */
export type SocketOwner = number | 'gone' | 'unknown';

/** The connections of this moment. */
export type SocketOwners = (peer: SocketEnd, own: SocketEnd) => SocketOwner;

const tables = ['/proc/net/tcp', '/proc/net/tcp6'] as const;

/**
 * Reads from the tables of the Linux kernel which user holds the socket at either end of the loopback connections there are.
 * Elsewhere, and where the tables do not even list our own end (sandboxes with a `/proc` of their own), nobody tells.
 */
export async function readSocketOwners(): Promise<SocketOwners> {
  if (process.platform !== 'linux') return () => 'unknown';
  const texts = await Promise.all(tables.map((file) => readFile(file, 'utf8').catch(() => '')));
  const users = new Map(texts.flatMap((text) => text.split('\n').slice(1).map(userOf)));
  return (peer, own) => {
    const user = users.get(`${hex(peer)} ${hex(own)}`);
    if (user !== undefined) return user;
    return users.has(`${hex(own)} ${hex(peer)}`) ? 'gone' : 'unknown';
  };
}

/**
 * `  sl  local_address rem_address   st tx_queue:rx_queue tr:tm->when retrnsmt   uid ...` (see proc(5)). A client's socket may
 * be of either family (Java's connects to 127.0.0.1 from an IPv6 one): the last 32 bits of the address are the same.
 */
function userOf(line: string): readonly [ends: string, user: number] {
  const [, local = '', remote = '', , , , , user = ''] = line.trim().split(/\s+/);
  const length = 'AABBCCDD:PORT'.length;
  return [`${local.slice(-length)} ${remote.slice(-length)}`, Number(user)];
}

/** As the tables write it: the bytes of the address in the order of the processor, the port in that of the network. */
function hex({ address, port }: SocketEnd): string {
  const bytes = address
    .replace(/^::ffff:/i, '')
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'));
  return `${bytes.reverse().join('')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}
