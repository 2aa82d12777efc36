import { BlockList, isIP } from 'node:net';

/** Families as BlockList names them. */
const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** ::ffff:10.0.0.1 is 10.0.0.1. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/**
 * The proxies whose word is taken for who asks: addresses or ranges (10.0.0.0/8), separated by commas. Null where the text is empty.
 * Throws RangeError (Chinese) where it is none.
 */
export function trustedProxies(text: string): BlockList | null {
  const given = text.split(',').flatMap((one) => one.trim() || []);
  if (given.length === 0) return null;
  const list = new BlockList();
  for (const one of given) {
    const [address = '', bits, ...more] = one.split('/');
    const longest = isIP(address) === 6 ? 128 : 32;
    const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (isIP(address) === 0 || more.length > 0 || !(prefix >= 0 && prefix <= longest))
      throw new RangeError(`环境变量 MINGZHANG_PROXY 里的“${one}”不是 IP 地址或网段，应形如 127.0.0.1 或 10.0.0.0/8。`);
    list.addSubnet(address, prefix, familyOf(address));
  }
  return list;
}

/**
 * Who asks. `peer` is the other end of the connection; only where that is a trusted proxy, the nearest address that is none counts of those
 * that the proxies wrote down (X-Forwarded-For): what stands before it the client may have written itself.
 */
export function clientAddress(peer: string, forwarded: string, trusted: BlockList | null): string {
  let client = plain(peer);
  if (!trusted) return client;
  const named = forwarded.split(',').map(plain);
  while (isIP(client) !== 0 && trusted.check(client, familyOf(client))) {
    const before = named.pop();
    if (before === undefined || isIP(before) === 0) break;
    client = before;
  }
  return client;
}
