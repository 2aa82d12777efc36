import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import type { Tx } from '../log/append.ts';
import type { Db } from '../store.ts';

/** Who this installation is, and the key with which it signs what it publishes. */
export interface Installation {
  readonly id: string;
  /** ed25519, PEM */
  readonly publicKey: string;
  sign(text: string): string;
}

/** Made when it is first asked for. */
export async function installation(db: Db | Tx): Promise<Installation> {
  const stored = async (): Promise<Map<string, string>> =>
    new Map((await db.selectFrom('installation').selectAll().execute()).map(({ key, value }) => [key, value]));
  let values = await stored();
  if (!values.has('key')) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const fresh = [
      { key: 'id', value: randomUUID() },
      { key: 'key', value: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    ];
    await db
      .insertInto('installation')
      .values(fresh)
      .onConflict((same) => same.doNothing())
      .execute();
    values = await stored();
  }
  const key = createPrivateKey(values.get('key')!);
  return {
    id: values.get('id')!,
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** Whether a text was signed with a key (PEM). */
export const signatureHolds = (text: string, signature: string, publicKey: string): boolean =>
  verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
