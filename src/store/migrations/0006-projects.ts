/**
 * One record for each project through its life, as the records file has it, in the place of one for each year with evaluations beside it.
 * What was kept before stays: a project of several years under names that tell them apart, its evaluations in its data.
 */
export default [
  `update project set data = data || (select jsonb_object_agg(kind, evaluation.data) from evaluation where evaluation.project = project.id)
    where exists (select from evaluation where evaluation.project = project.id)`,
  `drop table evaluation`,
  `update project set name = name || '（' || year || '年）' where exists
    (select from project later where later.organisation = project.organisation and later.name = project.name and later.year > project.year)`,
  `alter table project drop column year`,
  `alter table project add column changed timestamptz not null default now()`,
  `alter table project add column changed_by uuid references account`,
  `alter table project add constraint project_organisation_name unique (organisation, name)`,
  // what else a year's records hold: scheme of scoring, evaluation of the department, texts of the report
  `create table performance_year (
    id uuid primary key,
    organisation uuid not null references organisation,
    year integer not null check (year between 2000 and 2100),
    data jsonb not null,
    version integer not null default 1,
    unique (organisation, year))`,
];
