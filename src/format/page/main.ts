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

/** The innermost element that holds nearly all of a page's text, navigation (text of links) not counted. A table is never cut open. */
export function mainContent(body: Element): Element {
  const weights = new Map<Element, Weight>();
  weigh(body, weights);
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
