import type { Finding } from '../../src/check/finding.ts';
import type { FactMeaning, NumberMeaning, RelationMeaning } from '../../src/server/meaning.ts';
import { el } from '../shared/dom.ts';
import { SEVERITY_NAMES } from '../shared/words.ts';

export interface NumberActions {
  showNumber(n: string): void;
  showFinding(finding: number): void;
}

function relationView(relation: RelationMeaning, n: string, actions: NumberActions): HTMLElement {
  const others = relation.members.filter((member) => member.number === null || String(member.number) !== n);
  const members = others.map((member) => {
    const words = [el('b', {}, member.printed), member.label ? ` ${member.label}` : ''];
    const { number } = member;
    if (number === null) return el('li', {}, ...words);
    return el('li', {}, el('button', { type: 'button', class: 'place', onclick: () => actions.showNumber(String(number)) }, ...words));
  });
  return el(
    'li',
    { class: relation.holds ? 'holds' : 'fails' },
    el(
      'p',
      {},
      el('span', { class: 'verdict' }, relation.holds ? '成立' : '不成立'),
      el('span', { class: 'law' }, relation.law),
      relation.says,
    ),
    relation.difference && !relation.holds ? el('p', { class: 'bad' }, `相差 ${relation.difference}`) : '',
    members.length > 0
      ? el('details', {}, el('summary', {}, `涉及的其他数字（${members.length}）`), el('ul', { class: 'places' }, ...members))
      : '',
  );
}

function factView(fact: FactMeaning, n: string, actions: NumberActions, valued: boolean): HTMLElement[] {
  const rows = [
    ['含义', fact.concept],
    ...(valued ? [['数值', fact.value]] : []),
    ...fact.dimensions.map(({ name, value }) => [name, value]),
  ];
  const relations = [...fact.relations].sort((a, b) => Number(a.holds) - Number(b.holds));
  const failing = relations.filter((relation) => !relation.holds).length;
  return [
    el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name!), el('dd', {}, value!)])),
    el(
      'h3',
      {},
      relations.length === 0
        ? '没有参与任何关系'
        : `参与 ${relations.length} 条关系${failing > 0 ? `，其中 ${failing} 条不成立` : '，全部成立'}`,
    ),
    el('ol', { class: 'relations' }, ...relations.map((relation) => relationView(relation, n, actions))),
  ];
}

/** What one number means and which relations it takes part in; `about`: what else is known of it, its value before all. */
export function numberView(
  n: string,
  meaning: NumberMeaning,
  findings: readonly { index: number; finding: Finding }[],
  actions: NumberActions,
  about: readonly HTMLElement[] = [],
): HTMLElement {
  const nature = meaning.facts.length > 0 ? '' : (meaning.explanation ?? '未能解释：不知道这个数字说的是什么，因此没有核对。');
  return el(
    'div',
    { class: 'number' },
    el('p', { class: 'number-printed' }, meaning.printed),
    el('p', { class: 'number-where' }, meaning.where || `…${meaning.context}…`),
    nature ? el('p', { class: meaning.explanation === null ? 'bad' : '' }, nature) : '',
    ...about,
    ...meaning.facts.flatMap((fact) => factView(fact, n, actions, about.length === 0)),
    ...(findings.length > 0
      ? [
          el('h3', {}, '涉及的问题'),
          el(
            'ul',
            { class: 'places' },
            ...findings.map(({ index, finding }) =>
              el(
                'li',
                {},
                el(
                  'button',
                  { type: 'button', class: 'place', onclick: () => actions.showFinding(index) },
                  el('span', { class: `tag ${finding.severity}` }, SEVERITY_NAMES[finding.severity]),
                  finding.title,
                ),
              ),
            ),
          ),
        ]
      : []),
  );
}
