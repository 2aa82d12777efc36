/** What stands in a draft where words are missing: 【待填写：十、绩效管理情况（performance）】 */
export const gapMark = (heading: string, name: string): string => `【待填写：${heading}（${name}）】`;

/** Finds such marks in a text; as a pattern it splits one into words and marks, in turn (no tag is ever inside). */
export const GAP = /(【待填写：[^】<]*】)/;
