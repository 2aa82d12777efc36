/** Words that tell that people were asked: a satisfaction has no other source. */
export const SURVEY = /问卷|调查|回访|访谈|测评|评价表|评分表|抽样|样本|受访|走访|座谈/;

/** Figures of a survey: how many were asked, how many answered. */
export const SURVEYED = new RegExp(
  [
    '(?:发放|回收|收回|收到|有效|问卷)[^，。；]{0,14}?\\d+余?[份条]',
    '(?:抽取|随机|受访|访问|调查|回访|走访|样本|测评)[^，。；]{0,14}?\\d+余?[份条人户名家个]',
    '\\d+余?[份名人户家][^，。；]{0,6}(?:问卷|受访|样本|参与了?(?:测评|调查))',
  ].join('|'),
);
