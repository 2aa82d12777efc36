import type { Finding } from '../../src/check/finding.ts';
import type { Box } from '../../src/fact/place.ts';
import type { PageSize } from '../../src/format/pdf/picture.ts';
import type { FontlessList } from '../../src/server/original/api.ts';
import { el } from '../shared/dom.ts';
import { SEVERITY_NAMES } from '../shared/words.ts';

/** Where the pages of a PDF come from. */
export interface PageSource {
  /** address of a page's picture so many pixels wide */
  picture(page: number, width: number): string;
  /** what the picture of a page lacks; null where that is not to be had now */
  fontless(page: number): Promise<FontlessList | null>;
}

/** Where something stands in a PDF. */
export interface PageSpot {
  readonly page: number | null;
  readonly box: Box | null;
}

interface Spot {
  readonly element: HTMLElement;
  readonly finding: number;
  readonly place: number;
  readonly page: number;
  readonly box: Box;
}

export interface PagesEvents {
  onFinding(finding: number, place: number): void;
  /** the page that is read now, 1-based */
  onPage(page: number): void;
  onZoom(zoom: number): void;
}

/** Widths of the pages, in shares of the room there is. */
const ZOOMS = [1, 1.25, 1.5, 2, 2.5, 3, 4] as const;
/** A pane narrower than this many pixels is a phone's: there a point of a page gets at least LEGIBLE pixels at first. */
const NARROW = 700;
/** Milliseconds that a page must stay near before it is loaded: pages that are only passed are not. */
const PASSING = 100;
/** So many panes away, a place is jumped to. */
const FAR = 3;
const LEGIBLE = 0.95;
/** Pixels that pictures are wide. */
const WIDTHS = [1400, 2100, 2800] as const;

/** Puts an element over a box of a page. */
function lay(element: HTMLElement, { x, y, width, height }: Box, size: PageSize): void {
  const share = (part: number, of: number): string => `${(part / of) * 100}%`;
  Object.assign(element.style, {
    left: share(x, size.width),
    top: share(y, size.height),
    width: share(width, size.width),
    height: share(height, size.height),
  });
}

const within = ({ x, y, width, height }: Box, px: number, py: number): boolean =>
  px >= x - 1 && px <= x + width + 1 && py >= y - 1 && py <= y + height + 1;

/** The pages of a PDF as pictures, each with the places of the findings on it. Pictures are loaded when they come near. */
export class Pages {
  private readonly pane: HTMLElement;
  private readonly source: PageSource;
  private readonly sizes: readonly PageSize[];
  private readonly events: PagesEvents;
  private readonly column = el('div', { class: 'pages' });
  private readonly frames: readonly HTMLElement[];
  private readonly spots: readonly Spot[];
  /** shows a place that is no finding's */
  private readonly pointer = el('div', { class: 'spot pointer', hidden: true });
  private readonly near: IntersectionObserver;
  private page = 1;
  private zoom: number = ZOOMS[0];
  private selected: Spot | null = null;

  constructor(pane: HTMLElement, source: PageSource, sizes: readonly PageSize[], findings: readonly Finding[], events: PagesEvents) {
    this.pane = pane;
    this.source = source;
    this.sizes = sizes;
    this.events = events;
    this.frames = sizes.map((size, index) => this.frame(size, index + 1));
    this.spots = findings.flatMap((finding, index) => this.spotsOf(finding, index));
    this.column.append(...this.frames);
    pane.tabIndex = 0; // what scrolls can be reached by keyboard
    pane.replaceChildren(this.column);
    pane.addEventListener('scroll', () => requestAnimationFrame(() => this.scrolled()), { passive: true });
    this.near = new IntersectionObserver((entries) => this.load(entries), { root: pane, rootMargin: '120% 50%' });
    for (const frame of this.frames) this.near.observe(frame);
  }

  get count(): number {
    return this.sizes.length;
  }

  /** Wide enough to be read: once the pane is on the screen. */
  fit(): void {
    const room = this.pane.clientWidth;
    const width = this.sizes[0]?.width ?? room;
    const legible = ZOOMS.find((zoom) => room * zoom >= width * LEGIBLE) ?? ZOOMS[0];
    this.setZoom(room < NARROW ? legible : 1);
  }

  /** Steps the width up (1) or down (-1), or back to the room there is (0); a place that is shown stays in view, else the middle does. */
  stepZoom(step: number): void {
    const at = ZOOMS.findIndex((zoom) => zoom >= this.zoom);
    this.setZoom(step === 0 ? 1 : (ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + step))] ?? 1));
  }

  private setZoom(zoom: number): void {
    const { pane } = this;
    const pointed = this.selected?.element ?? this.pointer;
    const seen = this.inView(pointed);
    const middle = (pane.scrollTop + pane.clientHeight / 2) / Math.max(1, pane.scrollHeight);
    const across = (pane.scrollLeft + pane.clientWidth / 2) / Math.max(1, pane.scrollWidth);
    this.zoom = zoom;
    this.column.style.width = `${zoom * 100}%`;
    pane.scrollTop = middle * pane.scrollHeight - pane.clientHeight / 2;
    pane.scrollLeft = across * pane.scrollWidth - pane.clientWidth / 2;
    for (const frame of this.frames) if (frame.querySelector('img')) this.picture(frame);
    if (seen) this.reveal(pointed);
    this.events.onZoom(zoom);
  }

  private inView(element: HTMLElement): boolean {
    const [box, view] = [element.getBoundingClientRect(), this.pane.getBoundingClientRect()];
    return box.width > 0 && box.bottom > view.top && box.top < view.bottom && box.right > view.left && box.left < view.right;
  }

  /** Scrolls to a place of a finding, which stands out with the finding's other places. */
  showPlace(finding: number, place: number, { page }: PageSpot): void {
    this.pointer.hidden = true;
    this.selected = null;
    for (const spot of this.spots) {
      const own = spot.finding === finding;
      spot.element.classList.toggle('same', own && spot.place !== place);
      spot.element.classList.toggle('current', own && spot.place === place);
      if (own && spot.place === place) this.selected = spot;
    }
    if (this.selected) this.reveal(this.selected.element);
    else if (page !== null) this.goTo(page);
  }

  /** Scrolls to any place: a number, what is damaged. */
  showSpot({ page, box }: PageSpot): void {
    for (const { element } of this.spots) element.classList.remove('current', 'same');
    this.selected = null;
    const [frame, size] = page === null ? [] : [this.frames[page - 1], this.sizes[page - 1]];
    this.pointer.hidden = !frame || !box;
    if (!frame || !size || page === null) return;
    if (!box) {
      this.goTo(page);
      return;
    }
    lay(this.pointer, box, size);
    frame.append(this.pointer);
    this.reveal(this.pointer);
  }

  goTo(page: number): void {
    this.frames[Math.min(this.count, Math.max(1, page)) - 1]?.scrollIntoView({ block: 'start', inline: 'nearest' });
  }

  step(by: number): void {
    this.goTo(this.page + by);
  }

  private reveal(element: HTMLElement): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const wide = element.offsetWidth > this.pane.clientWidth;
    const far = Math.abs(element.getBoundingClientRect().top) > FAR * this.pane.clientHeight;
    element.scrollIntoView({ block: 'center', inline: wide ? 'start' : 'center', behavior: calm || far ? 'auto' : 'smooth' });
  }

  private frame(size: PageSize, page: number): HTMLElement {
    const frame = el('div', { class: 'page', 'data-page': String(page), role: 'group', 'aria-label': `第${page}页` });
    frame.style.aspectRatio = `${size.width} / ${size.height}`;
    frame.append(el('span', { class: 'page-state' }, `第 ${page} 页正在载入……`));
    frame.addEventListener('click', (event) => this.pressed(frame, size, event));
    return frame;
  }

  private spotsOf(finding: Finding, index: number): Spot[] {
    return finding.places.flatMap(({ page, box }, place) => {
      const [frame, size] = page === null ? [] : [this.frames[page - 1], this.sizes[page - 1]];
      if (page === null || !box || !frame || !size) return [];
      const element = el('div', { class: `spot ${finding.severity}`, title: `${SEVERITY_NAMES[finding.severity]}：${finding.title}` });
      lay(element, box, size);
      frame.append(element);
      return [{ element, finding: index, place, page, box }];
    });
  }

  /** Shows what is pressed; pressed again, the next of the findings there. */
  private pressed(frame: HTMLElement, size: PageSize, event: MouseEvent): void {
    const area = frame.getBoundingClientRect();
    const [x, y] = [((event.clientX - area.left) / area.width) * size.width, ((event.clientY - area.top) / area.height) * size.height];
    const under = this.spots.filter((spot) => String(spot.page) === frame.dataset.page && within(spot.box, x, y));
    const next = under[((this.selected ? under.indexOf(this.selected) : -1) + 1) % under.length];
    if (next) this.events.onFinding(next.finding, next.place);
  }

  private load(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const frame = target as HTMLElement;
      frame.classList.toggle('near', isIntersecting);
      if (isIntersecting) setTimeout(() => this.arrive(frame), PASSING);
      else frame.querySelector('img')?.remove(); // hundreds of pages would not fit into memory
    }
  }

  private arrive(frame: HTMLElement): void {
    if (!frame.classList.contains('near')) return;
    this.picture(frame);
    void this.letters(frame);
  }

  /** Loads a page's picture as large as it is shown; what is there stays until it has come. */
  private picture(frame: HTMLElement, attempt = 0): void {
    const old = frame.querySelector('img');
    const page = Number(frame.dataset.page);
    const pixels = frame.clientWidth * devicePixelRatio;
    const width = WIDTHS.find((wide) => wide >= pixels * 0.9) ?? 2800;
    // another attempt is asked for anew
    const address = this.source.picture(page, width) + (attempt > 0 ? `&attempt=${attempt}` : '');
    if (old?.getAttribute('src') === address) return;
    const state = frame.querySelector('.page-state')!;
    const image = el('img', { alt: `第${page}页`, src: address, draggable: 'false' });
    state.textContent = `第 ${page} 页正在载入……`;
    image.addEventListener('load', () => {
      old?.remove();
      state.textContent = '';
    });
    image.addEventListener('error', () => {
      image.remove();
      const again = el('button', { type: 'button', class: 'button', onclick: () => this.picture(frame, attempt + 1) }, '重试');
      state.replaceChildren(`第 ${page} 页没能显示，可以看“读出的文本”。`, again);
    });
    frame.prepend(image);
  }

  /** Writes what the picture lacks, as fonts are not in the file, with the browser's fonts. */
  private async letters(frame: HTMLElement): Promise<void> {
    const page = Number(frame.dataset.page);
    const size = this.sizes[page - 1];
    if (!size || frame.dataset.letters) return;
    frame.dataset.letters = 'asked';
    const lacks = await this.source.fontless(page);
    if (lacks) {
      const spans = lacks.glyphs.map(({ text, x, y, size: height, angle, grey }) => {
        const span = el('span', { class: 'letter' }, text);
        Object.assign(span.style, {
          left: `${(x / size.width) * 100}%`,
          top: `${(y / size.height) * 100}%`,
          fontSize: `${(height / size.width) * 100}cqw`,
          color: `rgb(${grey} ${grey} ${grey})`,
          transform: `translate(-50%, -50%) rotate(${angle}deg)`,
        });
        return span;
      });
      frame.querySelector('.page-state')?.after(...spans);
    } else delete frame.dataset.letters; // the picture says what is wrong; asked again when the page comes near again
  }

  private scrolled(): void {
    const line = this.pane.scrollTop + this.pane.clientHeight / 2;
    const below = this.frames.findIndex((frame) => frame.offsetTop > line);
    const page = below < 0 ? this.count : Math.max(1, below);
    if (page === this.page) return;
    this.page = page;
    this.events.onPage(page);
  }
}
