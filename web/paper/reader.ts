import type { PaperDetail } from '../../src/server/api.ts';
import { ApiError, getFontless, getPages, pictureAddress } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { type PageSource, type PageSpot, Pages } from './pages.ts';
import { Sheet, type SheetEvents, type Spot } from './sheet.ts';

type View = 'pages' | 'text';

const sourceOf = (id: string): PageSource => ({
  picture: (page, width) => pictureAddress(id, page, width),
  fontless: (page) => getFontless(id, page),
});

/** The left side: a paper as read and, for a PDF, its pages as they are. What is shown in one is shown in the other when it is switched to. */
export class Reader {
  readonly sheet: Sheet;
  private readonly panes: Record<View, HTMLElement> = { pages: byId('pages'), text: byId('paper') };
  private readonly buttons: Record<View, HTMLElement> = { pages: byId('view-pages'), text: byId('view-text') };
  private readonly tools = byId('page-tools');
  private pages: Pages | null = null;
  private view: View = 'text';
  private again: () => void = () => {};

  constructor(html: string, events: SheetEvents) {
    this.sheet = new Sheet(this.panes.text, html, events);
  }

  /** Adds the pages of a PDF and shows them first; where they cannot be had, says why and leaves the text. */
  async addPages(paper: PaperDetail, onFinding: SheetEvents['onFinding']): Promise<void> {
    for (const part of ['view-bar', 'page-keys']) byId(part).hidden = false;
    for (const view of ['pages', 'text'] as const) this.buttons[view].addEventListener('click', () => this.switchTo(view));
    try {
      const { pages } = await getPages(paper.id);
      this.pages = new Pages(this.panes.pages, sourceOf(paper.id), pages, paper.findings, {
        onFinding,
        onPage: (page) => {
          byId('page-at').textContent = `${page} / ${pages.length}`;
        },
        onZoom: (zoom) => {
          byId('zoom-at').textContent = `${Math.round(zoom * 100)}%`;
        },
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.panes.pages.replaceChildren(el('p', { class: 'state bad', role: 'alert' }, error.message));
      return;
    }
    byId('page-at').textContent = `1 / ${this.pages.count}`;
    byId('page-back').addEventListener('click', () => this.pages?.step(-1));
    byId('page-next').addEventListener('click', () => this.pages?.step(1));
    for (const [name, step] of [
      ['zoom-out', -1],
      ['zoom-fit', 0],
      ['zoom-in', 1],
    ] as const)
      byId(name).addEventListener('click', () => this.zoom(step));
    this.switchTo('pages');
    this.pages.fit();
  }

  switchTo(view: View): void {
    this.view = view;
    for (const name of ['pages', 'text'] as const) {
      this.panes[name].hidden = name !== view;
      this.buttons[name].setAttribute('aria-pressed', String(name === view));
    }
    this.tools.hidden = view !== 'pages' || !this.pages;
    this.again();
  }

  /** To the other view, where there is one. */
  toggle(): void {
    if (this.pages) this.switchTo(this.view === 'pages' ? 'text' : 'pages');
  }

  zoom(step: number): void {
    if (this.view === 'pages') this.pages?.stepZoom(step);
  }

  showPlace(finding: number, place: number, at: Spot & PageSpot): void {
    this.show(
      () => this.sheet.showPlace(finding, place, at),
      (pages) => pages.showPlace(finding, place, at),
    );
  }

  showSpot(spot: Spot & PageSpot): void {
    this.show(
      () => this.sheet.showLine(spot),
      (pages) => pages.showSpot(spot),
    );
  }

  showNumber(n: string, spot: PageSpot): void {
    this.show(
      () => this.sheet.showNumber(n),
      (pages) => pages.showSpot(spot),
    );
  }

  /** Headings and tables to jump by. */
  outline(): { text: string; level: number; go: () => void }[] {
    return this.sheet.outline().map(({ text, level, element, page }) => ({
      text,
      level,
      go: () => {
        this.again = () => {};
        element.scrollIntoView({ block: 'start' });
        if (page !== null) this.pages?.goTo(page);
      },
    }));
  }

  private show(inText: () => void, onPages: (pages: Pages) => void): void {
    this.again = () => {
      if (this.view === 'pages' && this.pages) onPages(this.pages);
      else inText();
    };
    this.again();
  }
}
