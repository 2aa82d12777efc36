import { type Element, isElement, shownChildren } from './tree.ts';

/** What an element holds: characters of text, of them those of links. */
interface Weight {
  readonly text: number;
  readonly links: number;
}

/** The paper is where this share of a page's text that is no link stands. */
const SHARE = 0.85;

function weigh(element: Element, weights: Map<Element, Weight>): Weight {
  let text = 0;
  let links = 0;
  for (const child of shownChildren(element)) {
    if (isElement(child)) {
      const inner = weigh(child, weights);
      text += inner.text;
      links += child.tagName === 'a' ? inner.text : inner.links;
    } else if (child.nodeName === '#text' && 'value' in child) text += child.value.replace(/\s+/g, '').length;
  }
  const weight = { text, links };
  weights.set(element, weight);
  return weight;
}

/** Names that pages give to what stands around their text. */
const AROUND =
  /(?:^|[-_\s])(?:nav|menu|side|sidebar|aside|crumbs?|breadcrumb|foot|footer|bottom|copyright|share|related|links?)(?=$|[-_\s\d])/i;
/** What stands around is less than this share of a page's text. */
const LITTLE = 0.4;

const holdsGrid = (element: Element): boolean =>
  shownChildren(element).some((child) => isElement(child) && (child.tagName === 'table' ? /\d/.test(wordsOf(child)) : holdsGrid(child)));

const wordsOf = (element: Element): string =>
  element.childNodes.map((child) => (isElement(child) ? wordsOf(child) : 'value' in child ? child.value : '')).join('');

const isNamedAround = ({ tagName, attrs }: Element): boolean =>
  tagName === 'aside' || tagName === 'footer' || attrs.some(({ name, value }) => (name === 'class' || name === 'id') && AROUND.test(value));

/** Takes sidebars, crumbs and footers, told by their names, out of the tree; never what holds figures in a table. Whether there were any. */
function withoutAround(element: Element, limit: number, weights: ReadonlyMap<Element, Weight>): boolean {
  const isAround = (child: Element): boolean => isNamedAround(child) && (weights.get(child)?.text ?? 0) <= limit && !holdsGrid(child);
  const kept = element.childNodes.filter((child) => !isElement(child) || !isAround(child));
  let found = kept.length < element.childNodes.length;
  if (found) element.childNodes = kept;
  for (const child of kept) if (isElement(child) && child.childNodes.length > 0) found = withoutAround(child, limit, weights) || found;
  return found;
}

/** The innermost element that holds nearly all of a page's text, navigation (text of links) not counted. A table is never cut open. */
export function mainContent(body: Element): Element {
  const weights = new Map<Element, Weight>();
  const { text } = weigh(body, weights);
  if (withoutAround(body, text * LITTLE, weights)) {
    weights.clear();
    weigh(body, weights);
  }
  const own = (element: Element): number => {
    const { text, links } = weights.get(element) ?? { text: 0, links: 0 };
    return text - links;
  };
  const whole = own(body);
  let main = body;
  for (;;) {
    const inner = main.childNodes.find((child): child is Element => isElement(child) && weights.has(child) && own(child) >= whole * SHARE);
    if (!inner || inner.tagName === 'table' || /^(?:p|h[1-6]|ul|ol)$/.test(inner.tagName)) return main;
    main = inner;
  }
}
