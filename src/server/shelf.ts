import { randomUUID } from 'node:crypto';

/** What is added to a thing that is kept: its id, and files made of it so far by their keys. */
export interface Shelved {
  readonly id: string;
  readonly files: Map<string, Uint8Array>;
}

/** Things at hand, in memory, as many as there is room for: when it is full, those that were not used for longest are forgotten. */
export class Shelf<Thing extends object> {
  /** the one used last stands last */
  private readonly things = new Map<string, Thing & Shelved>();
  private readonly sizeOf: (thing: Thing) => number;
  private readonly most: number;
  private readonly room: number;

  /** `sizeOf`: bytes of a thing without its files; `room`: bytes of all things and their files together */
  constructor(sizeOf: (thing: Thing) => number, most: number, room: number) {
    this.sizeOf = sizeOf;
    this.most = most;
    this.room = room;
  }

  /** The one used last first. */
  list(): (Thing & Shelved)[] {
    return [...this.things.values()].reverse();
  }

  get(id: string): (Thing & Shelved) | null {
    const thing = this.things.get(id);
    if (!thing) return null;
    this.things.delete(id);
    this.things.set(id, thing);
    return thing;
  }

  /** Keeps a thing under a new id, or in the place of another. */
  put(thing: Thing, id: string = randomUUID()): Thing & Shelved {
    const kept: Thing & Shelved = { ...thing, id, files: new Map() };
    this.things.delete(id);
    this.things.set(id, kept);
    this.trim();
    return kept;
  }

  /** Keeps a file of a thing, unless the thing is no longer what the file was made of. */
  keepFile(thing: Thing & Shelved, key: string, bytes: Uint8Array): void {
    if (this.things.get(thing.id) !== thing) return;
    thing.files.set(key, bytes);
    this.trim();
  }

  remove(id: string): boolean {
    return this.things.delete(id);
  }

  private bytesOf(thing: Thing & Shelved): number {
    return [...thing.files.values()].reduce((sum, bytes) => sum + bytes.length, this.sizeOf(thing));
  }

  /** The thing used last always stays. */
  private trim(): void {
    let used = [...this.things.values()].reduce((sum, thing) => sum + this.bytesOf(thing), 0);
    for (const [id, thing] of this.things) {
      if (this.things.size <= 1 || (this.things.size <= this.most && used <= this.room)) break;
      used -= this.bytesOf(thing);
      this.things.delete(id);
    }
  }
}
