import { isMoneyUnit, type MoneyUnit } from '../fact/amount.ts';
import { type BlockForm, type ColumnForm, columnKinds, eachKinds, type RowForm, type TableForm } from './form.ts';
import { fail, fieldsOf, isMissing, listOf, type Node, oneOf, senseOf, textOf, textsOf, wholeOf } from './yaml.ts';

function columnOf(node: Node): ColumnForm {
  if (typeof node.value === 'string') return { head: node.value, is: 'value', fact: { dims: {} }, columns: [] };
  const field = fieldsOf(node, ['head', 'is', 'fact', 'columns']);
  return {
    head: textOf(field('head')),
    is: oneOf(field('is'), columnKinds, 'value'),
    fact: senseOf(field('fact')),
    columns: listOf(field('columns')).map(columnOf),
  };
}

const DEFAULT_LABEL = { 'function-class': '{ordinal}、{name}' } as const;

function rowOf(node: Node): RowForm {
  const field = fieldsOf(node, ['label', 'fact', 'children', 'gap', 'each', 'levels', 'members', 'among']);
  if (!isMissing(field('gap'))) return { kind: 'gap', count: wholeOf(field('gap')) };
  if (!isMissing(field('each'))) {
    const each = oneOf(field('each'), eachKinds);
    return {
      kind: 'each',
      each,
      label: textOf(field('label'), each === 'function-class' ? DEFAULT_LABEL[each] : '{name}'),
      levels: isMissing(field('levels')) ? [1, 2, 3] : listOf(field('levels')).map((level) => wholeOf(level)),
      members: isMissing(field('members')) ? null : textsOf(field('members')),
      fact: senseOf(field('fact')),
      among: senseOf(field('among')),
    };
  }
  return {
    kind: 'row',
    label: textOf(field('label'), ''),
    fact: isMissing(field('fact')) ? null : senseOf(field('fact')),
    children: listOf(field('children')).map(rowOf),
  };
}

function blockOf(node: Node): BlockForm {
  const field = fieldsOf(node, ['head', 'fact', 'columns', 'rows', 'foot', 'line']);
  const columns = listOf(field('columns')).map(columnOf);
  if (columns.length === 0) return fail(field('columns'), '至少一列');
  return {
    head: isMissing(field('head')) ? null : textOf(field('head')),
    fact: senseOf(field('fact')),
    columns,
    rows: listOf(field('rows')).map(rowOf),
    foot: listOf(field('foot')).map(rowOf),
    line: isMissing(field('line')) ? null : wholeOf(field('line')),
  };
}

function unitOf(node: Node): MoneyUnit {
  const unit = textOf(node, '万元');
  return isMoneyUnit(unit) ? unit : fail(node, '金额单位（万元、元 …）');
}

/** A table of a form from its YAML document. Throws an Error naming file and path where it cannot be used. */
export function tableForm(id: string, node: Node, captions: readonly string[]): TableForm {
  const field = fieldsOf(node, [
    'table',
    'title',
    'number',
    'unit',
    'captions',
    'fact',
    'blocks',
    'head',
    'columns',
    'rows',
    'foot',
    'counts',
    'zero',
    'notes',
    'empty',
  ]);
  const single = isMissing(field('blocks'));
  return {
    id,
    title: textOf(field('title')),
    number: isMissing(field('number')) ? null : textOf(field('number')),
    unit: unitOf(field('unit')),
    captions: isMissing(field('captions')) ? captions : textsOf(field('captions')),
    fact: senseOf(field('fact')),
    blocks: single
      ? [
          blockOf({
            value: { columns: field('columns').value, rows: field('rows').value, foot: field('foot').value },
            path: node.path,
          }),
        ]
      : listOf(field('blocks')).map(blockOf),
    counts: isMissing(field('counts')) ? null : textOf(field('counts')),
    zero: oneOf(field('zero'), ['blank', 'digits'], 'blank'),
    notes: textsOf(field('notes')),
    empty: textOf(field('empty'), '注：本表无数据'),
  };
}
