import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { FormatError } from '../error.ts';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

const DEEP = '网页嵌套层次过深，为安全起见没有读取。请用浏览器打开网页，把正文复制到 Word 另存为 .docx 后再试';
const DEEPEST = 400;

/** Elements that print nothing, or nothing of the paper. */
const DROPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'nav',
  'iframe',
  'object',
  'embed',
  'svg',
  'canvas',
  'audio',
  'video',
  'map',
  'select',
  'button',
  'datalist',
  'textarea',
]);

export const isElement = (node: Node): node is Element => 'tagName' in node;

export const attribute = (element: Element, name: string): string | null => element.attrs.find((attr) => attr.name === name)?.value ?? null;

/** Whether an element is shown at all. */
const isShown = (element: Element): boolean =>
  !DROPPED.has(element.tagName) &&
  attribute(element, 'hidden') === null &&
  !/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, 'style') ?? '');

/** What of a node is printed. */
export const shownChildren = (element: Element): Node[] => element.childNodes.filter((node) => !isElement(node) || isShown(node));

/** Builds the tree, but stops where elements stand deeper than any page's: deep stacks make a parser slow, and walks overflow. */
function limitedAdapter(): typeof defaultTreeAdapter {
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    onItemPush: () => {
      if (++depth > DEEPEST) throw new FormatError(DEEP);
    },
    onItemPop: () => {
      depth--;
    },
  };
}

/** The body of a page. Nothing is fetched or run. Throws FormatError where it is deeper than any page. */
export function parseBody(source: string): Element {
  const document = parse(source, { treeAdapter: limitedAdapter() });
  const html = document.childNodes.find((node): node is Element => isElement(node) && node.tagName === 'html');
  const body = html?.childNodes.find((node): node is Element => isElement(node) && node.tagName === 'body');
  if (!body) throw new FormatError('网页里没有正文。请用浏览器打开检查，把正文复制到 Word 另存为 .docx 后再试');
  return body;
}
