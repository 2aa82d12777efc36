import { byId, el } from '../shared/dom.ts';
import { previewAddress } from '../shared/plan-api.ts';

/** The paper in its frame: its page is made by the renderer of published pages, with numbers that can be pressed. */
export class Preview {
  private readonly box = byId('preview');
  private readonly frame = el('iframe', { class: 'frame', title: '公开文本预览' });
  private readonly id: string;
  private readonly onNumber: (n: string) => void;
  private at = -1;
  /** what stands out now: found again when another page comes into the frame */
  private shown: { readonly name: 'arrived' | 'current'; readonly find: () => readonly (Element | null | undefined)[] } | null = null;

  constructor(id: string, onNumber: (n: string) => void, onKey: (event: KeyboardEvent) => void) {
    this.id = id;
    this.onNumber = onNumber;
    this.frame.addEventListener('load', () => {
      this.page?.addEventListener('click', (event) => this.pressed(event.target as Element));
      this.page?.addEventListener('keydown', onKey);
      // a file that is dropped on the paper is dropped on the page around it
      this.page?.addEventListener('dragover', (event) => event.preventDefault());
      this.page?.addEventListener('drop', (event) => {
        event.preventDefault();
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: event.dataTransfer }));
      });
    });
  }

  /** The paper, or its draft; where the reader stands is kept. */
  show(draft: boolean): void {
    const top = this.frame.contentWindow?.scrollY ?? 0;
    const again = (): void => {
      this.frame.contentWindow?.scrollTo(0, top);
      this.mark();
    };
    this.frame.addEventListener('load', again, { once: true });
    // a plan that was replaced has the same address
    const address = `${previewAddress(this.id, draft)}${draft ? '&' : '?'}at=${Date.now()}`;
    if (this.frame.isConnected) this.frame.contentWindow?.location.replace(address);
    else {
      this.frame.src = address;
      this.box.replaceChildren(this.frame);
    }
  }

  /** Says why there is nothing to be seen. */
  refuse(...content: (Node | string)[]): void {
    this.box.replaceChildren(el('div', { class: 'state refused' }, ...content));
  }

  /** To a heading, table or chart. */
  goTo(id: string): void {
    const find = () => [this.page?.getElementById(id)?.closest('.sheet, figure') ?? this.page?.getElementById(id)];
    this.highlight('arrived', find, 'start');
  }

  goToGap(): void {
    this.highlight('arrived', () => [this.page?.querySelector('mark.gap')], 'center');
  }

  showNumber(n: string): void {
    this.at = this.numbers().findIndex((number) => number.dataset.n === n);
    this.highlight('current', () => this.numbers().filter((number) => number.dataset.n === n), 'center');
  }

  showFinding(finding: number): void {
    this.highlight('arrived', () => [this.page?.querySelector(`mark[data-notes*="f${finding}-"]`)], 'center');
  }

  /** The next (1) or previous (-1) number after the one shown last; null where there is none. */
  stepNumber(step: number): string | null {
    const numbers = this.numbers();
    return numbers[(this.at + step + numbers.length) % numbers.length]?.dataset.n ?? null;
  }

  private get page(): Document | null {
    return this.frame.contentDocument;
  }

  private numbers(): HTMLElement[] {
    return [...(this.page?.querySelectorAll<HTMLElement>('[data-n]') ?? [])];
  }

  private pressed(target: Element): void {
    const n = target.closest<HTMLElement>('[data-n]')?.dataset.n;
    if (n !== undefined) this.onNumber(n);
  }

  /** Makes what is to stand out do so, and nothing else. */
  private mark(): readonly (Element | null | undefined)[] {
    for (const old of this.page?.querySelectorAll('.arrived, .current') ?? []) old.classList.remove('arrived', 'current');
    const found = this.shown?.find() ?? [];
    for (const element of found) element?.classList.add(this.shown?.name ?? '');
    return found;
  }

  private highlight(name: 'arrived' | 'current', find: () => readonly (Element | null | undefined)[], block: ScrollLogicalPosition): void {
    this.shown = { name, find };
    const [first] = this.mark();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    first?.scrollIntoView({ block, inline: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }
}
