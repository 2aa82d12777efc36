import type { Forms } from '../forms.ts';
import type { CheckedPaper } from './paper.ts';

/** The example papers that the page opens with. */
export const examplePapers = (_forms: Forms): { readonly id: string; readonly paper: CheckedPaper }[] => [];
