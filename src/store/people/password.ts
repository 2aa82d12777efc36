import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { StoreError } from '../error.ts';

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. The package hashes in a thread of its own. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST = 10;
const LONGEST = 128;
/** From this length on kinds of characters do not matter. */
const LONG = 16;
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];
/** without those that are taken for one another */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What is wrong with a password, in Chinese; null where nothing is. */
export function passwordFault(password: string, login: string): string | null {
  if ([...password].length < SHORTEST) return `口令至少 ${SHORTEST} 个字符`;
  if (password.length > LONGEST) return `口令最多 ${LONGEST} 个字符`;
  if (password.toLowerCase().includes(login.toLowerCase())) return '口令里不能有账号名';
  if (new Set(password).size < 5) return '口令里不同的字符太少';
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  return kinds >= 3 || [...password].length >= LONG ? null : `口令应有大写字母、小写字母、数字、符号中的三种，或者不少于 ${LONG} 个字符`;
}

/** Throws StoreError where the password breaks a rule. */
export async function hashPassword(password: string, login: string): Promise<string> {
  const fault = passwordFault(password, login);
  if (fault !== null) throw new StoreError('invalid', `${fault}。`);
  return hash(password, COST);
}

let nobody: Promise<string> | null = null;

/** Whether a password is right. Without an account (`hashed` null) it takes as long and says no. */
export async function passwordFits(hashed: string | null, password: string): Promise<boolean> {
  nobody ??= hash(randomPassword(), COST);
  const fits = await verify(hashed ?? (await nobody), password.slice(0, LONGEST + 1));
  return fits && hashed !== null;
}

/** A password that is given once and changed at the first login: about 93 bits. */
export const randomPassword = (): string => Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
