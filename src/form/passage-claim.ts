import type { Block, Words } from '../document/document.ts';
import { sliceWords } from '../document/words.ts';
import { countOf } from './passage-fact.ts';
import type { PassageForms } from './passage-form.ts';
import type { EvaluationClaim } from './passage-node.ts';
import { findPattern, plainWords } from './passage-pattern.ts';
import type { Section } from './reading.ts';

/** The sentences of plain words: up to 。 and ； */
function sentencesOf(plain: Words): Words[] {
  return [...plain.text.matchAll(/[^。；]+[。；]?/g)].map((match) => sliceWords(plain, match.index, match.index + match[0].length));
}

const HEADING = 40;

/** The first-level indicator that the headings above a block speak of. */
function topicOf(blocks: readonly Block[], block: number, levels: readonly string[]): string | null {
  for (let b = block - 1; b >= 0 && b > block - 12; b--) {
    const above = blocks[b];
    if (above?.kind !== 'paragraph' || above.words.text.length > HEADING) continue;
    const level = levels.find((one) => one.length > 1 && above.words.text.replace(/\s/g, '').includes(one));
    if (level) return level;
  }
  return null;
}

/** Claims about all projects or the whole department, sentence by sentence. A fund's amount belongs to the scope before it. */
export function readClaims(
  blocks: readonly Block[],
  inside: readonly boolean[],
  forms: PassageForms,
  levels: readonly string[],
): EvaluationClaim[] {
  const claims: EvaluationClaim[] = [];
  for (const [b, block] of blocks.entries()) {
    if (block.kind !== 'paragraph' || !inside[b]) continue;
    let set: string | null = null;
    for (const sentence of sentencesOf(plainWords(block.words))) {
      let scope: { readonly set: string | null; readonly at: number } | null = null;
      const spans: [number, number][] = [];
      for (const form of forms.claims) {
        if (form.near && !form.near.test(sentence.text)) continue;
        for (const hit of findPattern(form.pattern, sentence)) {
          if (spans.some(([from, to]) => hit.from < to && from < hit.to)) continue;
          if (form.id === 'fund' && (!scope || hit.from < scope.at)) continue;
          if (form.id.endsWith('-scope') && form.set) {
            scope ??= { set: form.set, at: hit.from };
            set = form.set;
          }
          spans.push([hit.from, hit.to]);
          claims.push({
            id: form.id,
            block: b,
            set: form.set ?? (form.id === 'fund' ? (scope?.set ?? null) : form.id === 'grade-count' ? (set ?? 'self-evaluated') : null),
            words: sliceWords(sentence, hit.from, hit.to),
            slots: new Map([...hit.slots].map(([name, slot]) => [name, { ...slot, fact: null }])),
            sentence,
            topic: form.id === 'level-score' ? topicOf(blocks, b, levels) : null,
          });
        }
      }
    }
  }
  return claims;
}

const countIn = (claim: EvaluationClaim): number | null => countOf(claim.slots.get('n')?.words.text ?? '');

/**
 * Which claims speak of a part of the projects: under sibling headings, smaller than the whole, and either worded as parts or adding to it.
 * Gives the heading of each.
 */
export function claimParts(claims: readonly EvaluationClaim[], sections: readonly Section[]): Map<EvaluationClaim, string> {
  const scopes = claims.filter(({ id, set }) => (id === 'self-scope' || id === 'part-scope') && set === 'self-evaluated');
  const whole = Math.max(0, ...scopes.map((claim) => countIn(claim) ?? 0));
  const headingOf = (block: number): Section | undefined =>
    sections.findLast(({ from, to, level }) => level > 1 && from <= block && block < to);
  const smaller = scopes.filter((claim) => (countIn(claim) ?? whole) < whole);
  const parts = new Map<EvaluationClaim, string>();
  for (const claim of smaller) {
    const own = headingOf(claim.block);
    const siblings = smaller.filter((other) => headingOf(other.block)?.parent === own?.parent && headingOf(other.block) !== own);
    const sum = [claim, ...siblings].reduce((total, one) => total + (countIn(one) ?? 0), 0);
    if (own && (siblings.length > 0 || claim.id === 'part-scope')) parts.set(claim, own.title);
    else if (sum === whole || claim.id === 'part-scope') parts.set(claim, own?.title ?? '');
  }
  return parts;
}
