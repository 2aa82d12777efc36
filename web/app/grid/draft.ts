import type { GridForm } from '../../../src/plan/grid/form.ts';
import { type GridRow, type GridRows, strays } from '../../../src/plan/grid/rows.ts';
import type { PlanRecord, RecordChange } from '../../../src/store/query/plan.ts';
import { applied, type CellChange, type Change, cellOf, inverse, removal } from './change.ts';
import { type Conflict, merged } from './merge.ts';
import { afterSaving, type Known, known, savings, withGiven } from './stored.ts';

/** The way to the server. */
export interface Port {
  /** Saves changes. Rejects with Clash where others were first. */
  save(changes: readonly RecordChange[]): Promise<{ readonly plan: number; readonly added: readonly string[] }>;
  /** The plan's version, and its records unless it is the known one. */
  read(version: number): Promise<{ readonly version: number; readonly records: readonly PlanRecord[] | null }>;
}

/** Others changed the same records. */
export class Clash extends Error {}

/** How the last change stands with the server. */
export type SavingState = { readonly kind: 'saved' } | { readonly kind: 'saving' } | { readonly kind: 'unsaved'; readonly message: string };

export interface DraftView {
  readonly rows: GridRows;
  /** what the server has */
  readonly base: Known;
  readonly state: SavingState;
  readonly conflicts: readonly Conflict[];
  /** filled rows that name no project, and so are only on the page */
  readonly strays: ReturnType<typeof strays>;
  readonly undoable: boolean;
  readonly redoable: boolean;
}

const MOST_UNDONE = 200;
const TRIES = 5;

/** A plan while it is edited on a page: what is changed goes to the server by itself, what others change comes in. */
export class Draft {
  private rows: GridRows;
  private base: Known;
  private past: (readonly Change[])[] = [];
  private future: (readonly Change[])[] = [];
  private conflicts: readonly Conflict[] = [];
  private state: SavingState = { kind: 'saved' };
  private typing = false;
  private running: Promise<void> | null = null;
  private readonly port: Port;
  private readonly given: GridForm['given'];
  private readonly listeners = new Set<() => void>();
  view: DraftView;

  constructor(port: Port, version: number, records: readonly PlanRecord[], given: GridForm['given']) {
    this.port = port;
    this.given = given;
    this.base = known(version, records, null);
    this.rows = withGiven(this.base.rows, given);
    this.view = this.made();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Changes rows; can be undone in one step, together with the step before where both `typing` change the same cell. Where somebody else changed
   * a cell meanwhile, it is a conflict.
   */
  change(changes: readonly Change[], typing = false): void {
    if (changes.length === 0) return;
    const stale = changes.flatMap((change): CellChange[] => {
      const now = 'column' in change ? this.valueAt(change) : undefined;
      return now === undefined || !('column' in change) || now === change.from || now === change.to ? [] : [{ ...change, from: now }];
    });
    this.rows = applied(this.rows, [...changes, ...stale]);
    this.conflicts = [
      ...this.conflicts.filter((one) => !stale.some((other) => same(one, other))),
      ...stale.map(
        ({ kind, key, column, from, to }): Conflict => ({ kind, key, column, mine: to, theirs: from, row: this.rowAt(kind, key)! }),
      ),
    ];
    const [last] = this.past.slice(-1);
    const [before, now] = [last?.[0], changes[0]!];
    if (typing && last?.length === 1 && before && 'column' in before && 'column' in now && same(before, now) && this.typing)
      this.past = [...this.past.slice(0, -1), [{ ...now, from: before.from }]];
    else this.past = [...this.past.slice(1 - MOST_UNDONE), changes];
    this.typing = typing;
    this.future = [];
    this.changed();
  }

  undo(): void {
    this.step(this.past, this.future, inverse);
  }

  redo(): void {
    this.step(this.future, this.past, (changes) => changes);
  }

  /** Settles a conflict: mine stays, or theirs is taken. */
  settle(conflict: Conflict, mine: boolean): void {
    this.conflicts = this.conflicts.filter((one) => one !== conflict);
    const { kind, key, column } = conflict;
    if (column !== '' && !mine) this.change([{ kind, key, column, from: conflict.mine ?? '', to: conflict.theirs ?? '' }]);
    const goes = column === '' && (conflict.mine === null) === mine;
    if (goes) this.change(removal(this.rows, kind, [key]));
    this.changed();
  }

  /** Whether there is anything that the server has not. */
  get dirty(): boolean {
    return savings(this.base, this.rows).length > 0 || strays(this.rows).length > 0;
  }

  /** Saves what is not saved yet; waits for a saving that is under way. */
  save(): Promise<void> {
    return this.alone(async () => {
      for (let tries = 0; tries < TRIES && this.conflicts.length === 0; tries++) {
        const changes = savings(this.base, this.rows);
        if (changes.length === 0) return this.tell({ kind: 'saved' });
        this.tell({ kind: 'saving' });
        const sent = this.rows;
        try {
          const { plan, added } = await this.port.save(changes.map(({ change }) => change));
          const alone = plan === this.base.version + 1;
          this.base = afterSaving(this.base, plan, sent, changes, added);
          if (!alone) await this.takeIn(-1);
        } catch (error) {
          if (!(error instanceof Clash)) throw error;
          await this.takeIn(-1);
        }
      }
      if (savings(this.base, this.rows).length > 0) this.tell({ kind: 'unsaved', message: '有改动与别人的冲突，选好以后自动保存' });
    });
  }

  /** Takes in what others changed. */
  refresh(): Promise<void> {
    return this.alone(() => this.takeIn(this.base.version));
  }

  /** One at a time; what fails is told as the state. */
  private async alone(act: () => Promise<void>): Promise<void> {
    while (this.running) await this.running;
    this.running = act().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      // reading that fails says nothing of what is saved
      if (this.dirty) this.tell({ kind: 'unsaved', message });
    });
    await this.running;
    this.running = null;
  }

  private async takeIn(version: number): Promise<void> {
    const { version: now, records } = await this.port.read(version);
    if (records === null) return;
    const theirs = known(now, records, this.base);
    const both = merged(this.base.rows, this.rows, theirs.rows);
    this.base = theirs;
    this.rows = withGiven(both.rows, this.given);
    this.conflicts = [...this.conflicts.filter((one) => !both.conflicts.some((other) => same(one, other))), ...both.conflicts];
    this.changed();
  }

  private step(from: (readonly Change[])[], to: (readonly Change[])[], turned: (changes: readonly Change[]) => readonly Change[]): void {
    const changes = from.pop();
    if (!changes) return;
    this.rows = applied(this.rows, turned(changes));
    to.push(changes);
    this.changed();
  }

  private rowAt(kind: Conflict['kind'], key: string): GridRow | undefined {
    return this.rows[kind].find((row) => row.key === key);
  }

  /** undefined where there is no such row */
  private valueAt({ kind, key, column }: CellChange): string | undefined {
    const row = this.rowAt(kind, key);
    return row && cellOf(row, column);
  }

  private tell(state: SavingState): void {
    this.state = state;
    this.changed();
  }

  private changed(): void {
    this.view = this.made();
    for (const listener of this.listeners) listener();
  }

  private made(): DraftView {
    return {
      rows: this.rows,
      base: this.base,
      state: this.state,
      conflicts: this.conflicts,
      strays: strays(this.rows),
      undoable: this.past.length > 0,
      redoable: this.future.length > 0,
    };
  }
}

type Cell = Pick<CellChange, 'kind' | 'key' | 'column'>;
const same = (a: Cell, b: Cell): boolean => a.kind === b.kind && a.key === b.key && a.column === b.column;
