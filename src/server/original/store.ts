import { MB } from '../upload.ts';

const ROOM = 300 * MB;

/** The bytes of uploads, by the paper's id, for as many as there is room for: when it is full, the oldest are forgotten. */
export class Originals {
  private readonly files = new Map<string, Uint8Array>();
  private readonly room: number;
  private used = 0;

  /** `room`: bytes of all files together */
  constructor(room: number = ROOM) {
    this.room = room;
  }

  put(id: string, bytes: Uint8Array): void {
    this.remove(id);
    if (bytes.length > this.room) return;
    for (const [oldest] of this.files) {
      if (this.used + bytes.length <= this.room) break;
      this.remove(oldest);
    }
    this.files.set(id, bytes);
    this.used += bytes.length;
  }

  get(id: string): Uint8Array | null {
    return this.files.get(id) ?? null;
  }

  remove(id: string): void {
    this.used -= this.files.get(id)?.length ?? 0;
    this.files.delete(id);
  }
}
