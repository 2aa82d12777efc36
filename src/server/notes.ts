import type { Finding, FindingPlace } from '../check/finding.ts';
import type { Place } from '../fact/place.ts';
import type { Note } from '../format/annotate/index.ts';
import { placeWords, SEVERITY_NAMES } from './words.ts';

/** So many other places are told one by one. */
const TOLD = 6;

const WHOLE_FILE: Place = { line: null, page: null, box: null, sheet: null, cell: null, from: 0, to: 0 };

/** 本表“合计”行“公用经费”栏：48.98; 《三、支出情况》“人员经费”：12.00万元 */
function otherPlace(place: FindingPlace, table: string | null): string {
  const row = place.row ? `“${place.row}”${place.column ? '行' : ''}` : '';
  const spot = row + (place.column ? `“${place.column}”栏` : '');
  const where = place.table === null ? placeWords(place) : (place.table === table ? '本表' : `《${place.table}》`) + spot;
  return place.text ? `${where}：${place.text}` : where;
}

function otherPlaces(places: readonly FindingPlace[], table: string | null): string {
  if (places.length === 0) return '';
  const more = places.length > TOLD ? `\n等 ${places.length} 处` : '';
  return `其他位置：\n${places
    .slice(0, TOLD)
    .map((place) => otherPlace(place, table))
    .join('\n')}${more}`;
}

/** A finding as a remark in the paper itself: at the culprit, else at the first place; one about the whole paper has none. */
function noteOf(finding: Finding): Note {
  const { severity, title, message, expected, difference, suggestion, basis, code, places } = finding;
  const chosen = finding.culprit ?? 0;
  const also = places.filter((_, index) => index !== chosen);
  const said = [
    message,
    expected && `应为：${expected}${difference ? `（相差 ${difference}）` : ''}`,
    suggestion && `建议：${suggestion}`,
    basis && `依据：${basis}`,
    otherPlaces(also, places[chosen]?.column ? places[chosen].table : null),
    `规则：${code}`,
  ];
  return {
    at: places[chosen] ?? WHOLE_FILE,
    also,
    kind: severity,
    title: `${SEVERITY_NAMES[severity]}：${title}`,
    text: said.filter(Boolean).join('\n'),
  };
}

/** One note per finding, in their order. */
export const notesOf = (findings: readonly Finding[]): Note[] => findings.map(noteOf);
