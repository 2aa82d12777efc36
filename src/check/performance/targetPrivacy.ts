import type { Project } from '../../score/project.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { fieldPlace } from './spots.ts';

const MOBILE = /^1[3-9]\d{9}$/;

/** A telephone number with its middle hidden: 130****5025; a shorter one with all but its last two digits. */
function maskTelephone(text: string): string {
  const digits = text.replace(/\D/g, '');
  return MOBILE.test(digits)
    ? `${digits.slice(0, 3)}****${digits.slice(-4)}`
    : `${'*'.repeat(Math.max(0, digits.length - 2))}${digits.slice(-2)}`;
}

/** A name with all but the family name hidden. */
const maskName = (text: string): string => {
  const plain = text.replace(/\s+/g, '');
  return plain.slice(0, 1) + '*'.repeat(Math.max(1, plain.length - 1));
};

/** Names and telephone numbers of people in the footers of forms: one finding for the paper. */
export function privacyFindings(projects: readonly Project[]): Finding[] {
  const phones: FindingPlace[] = [];
  const names: FindingPlace[] = [];
  let mobile = 0;
  for (const project of projects) {
    const { telephone, handler, responsible } = project.contact;
    if (telephone && telephone.text.replace(/\D/g, '').length >= 7) {
      mobile += MOBILE.test(telephone.text.replace(/\D/g, '')) ? 1 : 0;
      phones.push({ ...fieldPlace(project, telephone, '联系电话'), text: maskTelephone(telephone.text) });
    }
    for (const [row, words] of [
      ['负责人', responsible],
      ['经办人', handler],
    ] as const) {
      if (words && /^[\u4e00-\u9fff·\s]{2,8}$/.test(words.text))
        names.push({ ...fieldPlace(project, words, row), text: maskName(words.text) });
    }
  }
  if (!phones.length && !names.length) return [];
  const what = [
    names.length ? `${names.length}处人员姓名` : '',
    phones.length ? `${phones.length}个联系电话${mobile ? `（其中手机号${mobile}个）` : ''}` : '',
  ];
  return [
    found('comply.personal-data', {
      severity: mobile ? 'error' : 'warning',
      message: `公开的绩效目标表留有${what.filter(Boolean).join('、')}，例如${(phones[0] ?? names[0])?.text}。公开前应隐去经办人员的个人信息。`,
      stated: (phones[0] ?? names[0])?.text ?? '',
      expected: '',
      suggestion: '删除负责人、经办人、联系电话栏的内容后重新公开，并从已公开的文件中撤下原件。',
      places: [...phones, ...names],
    }),
  ];
}
