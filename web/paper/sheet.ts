/** A place as findings and damage carry it. */
export interface Spot {
  readonly line: number | null;
  readonly page: number | null;
}

export interface SheetEvents {
  onFinding(finding: number, place: number): void;
  onNumber(n: string): void;
}

/** The paper as read: finds places and numbers in it, scrolls to them, tells what is pressed. */
export class Sheet {
  private readonly pane: HTMLElement;
  private current: Element[] = [];
  private numberAt = -1;

  constructor(pane: HTMLElement, html: string, events: SheetEvents) {
    this.pane = pane;
    pane.tabIndex = 0; // what scrolls can be reached by keyboard
    pane.innerHTML = html; // made by the server's one renderer, which escapes all that comes from a paper
    pane.addEventListener('click', (event) => this.pressed(event.target as Element, events));
    pane.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target !== pane) this.pressed(event.target as Element, events);
    });
  }

  private pressed(target: Element, events: SheetEvents): void {
    const number = target.closest<HTMLElement>('[data-n]');
    if (number) {
      events.onNumber(number.dataset.n!);
      return;
    }
    const notes = target.closest<HTMLElement>('[data-notes]')?.dataset.notes?.split(' ') ?? [];
    // pressed again, a stretch with several findings shows the next one
    const shown = notes.indexOf(this.current[0]?.getAttribute('data-current') ?? '');
    const next = /^f(\d+)-(\d+)$/.exec(notes[(shown + 1) % notes.length] ?? '');
    if (next) events.onFinding(Number(next[1]), Number(next[2]));
  }

  /** Scrolls to a place of a finding; where its words are not in the paper, to its line. */
  showPlace(finding: number, place: number, spot: Spot): void {
    const note = `f${finding}-${place}`;
    const marks = [...this.pane.querySelectorAll(`mark[data-notes~="${note}"]`)];
    this.highlight(marks.length > 0 ? marks : this.nearest(spot), note);
  }

  showLine(spot: Spot): void {
    this.highlight(this.nearest(spot), 'line');
  }

  showNumber(n: string): void {
    const found = [...this.pane.querySelectorAll<HTMLElement>(`[data-n="${n}"]`)];
    this.highlight(found, `n${n}`);
    this.numberAt = this.numbers().indexOf(found[0]!);
  }

  /** The next (1) or previous (-1) number after the one shown last; its id, or null where the paper has none. */
  stepNumber(step: number): string | null {
    const numbers = this.numbers();
    const next = numbers[(this.numberAt + step + numbers.length) % numbers.length];
    return next?.dataset.n ?? null;
  }

  /** Findings whose marks cover a number. */
  findingsAt(n: string): number[] {
    const marks = [...this.pane.querySelectorAll(`[data-n="${n}"]`)].flatMap(
      (number) => number.closest<HTMLElement>('[data-notes]')?.dataset.notes?.split(' ') ?? [],
    );
    return [...new Set(marks.map((note) => Number(/^f(\d+)/.exec(note)?.[1])))];
  }

  /** Headings and tables, for a list to jump by. */
  outline(): { text: string; level: number; element: Element; page: number | null }[] {
    return [...this.pane.querySelectorAll('h2, h3, caption')].map((element) => ({
      text: (element.textContent ?? '').trim(),
      level: element.tagName === 'H2' ? 0 : 1,
      element: element.tagName === 'CAPTION' ? (element.closest('.scroll') ?? element) : element,
      page: pageOf(element),
    }));
  }

  private numbers(): HTMLElement[] {
    return [...this.pane.querySelectorAll<HTMLElement>('[data-n]')];
  }

  private nearest({ line, page }: Spot): Element[] {
    const wanted = line ?? page;
    if (wanted === null) return [];
    let best: Element | null = null;
    for (const element of this.pane.querySelectorAll('[data-line]')) {
      if (Number(element.getAttribute('data-line')!.slice(1)) <= wanted) best = element;
      else break;
    }
    return best ? [best] : [];
  }

  private highlight(elements: Element[], name: string): void {
    for (const element of this.current) {
      element.classList.remove('current');
      element.removeAttribute('data-current');
    }
    this.current = elements;
    for (const element of elements) {
      element.classList.add('current');
      element.setAttribute('data-current', name);
    }
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    elements[0]?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }
}

/** The page of a PDF that a heading or a caption's table stands on. */
function pageOf(element: Element): number | null {
  const marked = element.tagName === 'CAPTION' ? element.parentElement?.querySelector('[data-line]') : element;
  const page = /^P(\d+)/.exec(marked?.getAttribute('data-line') ?? '')?.[1];
  return page === undefined ? null : Number(page);
}
