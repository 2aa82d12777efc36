import { randomUUID } from 'node:crypto';
import { change } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import { demand } from '../rights/allowed.ts';
import type { PaperKind } from '../schema.ts';
import type { Db } from '../store.ts';
import { loadTree } from './organisation.ts';

/** Which form set a region uses for a year's budgets or final accounts. */
export interface FormYear {
  readonly region: string;
  readonly year: number;
  readonly kind: PaperKind;
  readonly form: string;
}

export const formYears = (db: Db): Promise<FormYear[]> =>
  db.selectFrom('form_year').select(['region', 'year', 'kind', 'form']).orderBy('year', 'desc').orderBy('region').orderBy('kind').execute();

/** Says which form set is used, in the place of what was said before. */
export const putFormYear = (db: Db, actor: Actor, given: FormYear): Promise<void> =>
  change(db, actor, async (tx) => {
    demand(await loadTree(tx), actor, 'form-year.write', null);
    await tx
      .insertInto('form_year')
      .values({ id: randomUUID(), ...given })
      .onConflict((same) => same.columns(['region', 'year', 'kind']).doUpdateSet({ form: given.form }))
      .execute();
    return {
      value: undefined,
      happened: [{ verb: 'put', noun: 'form-year', target: `${given.region}/${given.year}/${given.kind}`, data: given }],
    };
  });
