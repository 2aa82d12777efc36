import { createHash } from 'node:crypto';

const PAD = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const ID = Buffer.alloc(16, 7);
/** Nothing but reading and printing. */
const RIGHTS = -3904;

const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
const rehashed = (start: Buffer): Buffer => Array.from({ length: 50 }).reduce<Buffer>((hash) => md5(hash), start);
const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, 'latin1'), PAD]).subarray(0, 32);

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number): void => {
    [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(data).map((byte) => {
    i = (i + 1) & 255;
    j = (j + (state[i] ?? 0)) & 255;
    swap(i, j);
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
  }) as Buffer;
}

const twenty = (key: Buffer, data: Buffer): Buffer =>
  Array.from({ length: 20 }, (_, n) => n).reduce((out, n) => rc4(Buffer.from(key.map((byte) => byte ^ n)), out), data);

/** What locks a PDF (ISO 32000-1, 7.6.3: 128 bit RC4; strings stay as they are: what they name is known without them): entries of its trailer, and its streams encrypted. */
export interface Lock {
  readonly trailer: string;
  readonly stream: (content: string, object: number) => string;
}

/** A lock that `user` opens ('' : anyone may read) and `owner` takes off. */
export function lockOf(user: string, owner: string): Lock {
  const o = twenty(rehashed(md5(padded(owner))), padded(user));
  const rights = Buffer.alloc(4);
  rights.writeInt32LE(RIGHTS);
  const key = rehashed(md5(padded(user), o, rights, ID));
  const u = Buffer.concat([twenty(key, md5(PAD, ID)), Buffer.alloc(16)]);
  const hex = (bytes: Buffer): string => `<${bytes.toString('hex')}>`;
  return {
    trailer: `/ID[${hex(ID)}${hex(ID)}]/Encrypt<</Filter/Standard/V 4/R 4/Length 128/P ${RIGHTS}/O ${hex(o)}/U ${hex(u)}/CF<</StdCF<</CFM/V2/AuthEvent/DocOpen/Length 16>>>>/StmF/StdCF/StrF/StdCF>>`,
    stream: (content, object) => {
      const own = md5(key, Buffer.from([object & 255, object >> 8, 0, 0, 0]));
      return rc4(own, Buffer.from(content, 'latin1')).toString('latin1');
    },
  };
}
