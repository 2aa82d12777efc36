/** Where nothing else is asked for: the report of 财预〔2020〕10号, its rules of scoring. */
export const DEFAULT_FORM = 'cn/evaluation/2024';
export const DEFAULT_SCHEME = 'cn';
/** How people are asked for their satisfaction where nobody says. */
export const ASKED_BY = '问卷调查';
