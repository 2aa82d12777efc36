import { el } from '../shared/dom.ts';

export interface Tab {
  readonly id: string;
  readonly name: string;
  readonly view: HTMLElement;
}

/** Tabs over views; arrow keys move between them. */
export class Tabs {
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly views = new Map<string, HTMLElement>();
  private readonly list: HTMLElement;
  private readonly box: HTMLElement;

  constructor(list: HTMLElement, box: HTMLElement, tabs: readonly Tab[]) {
    this.list = list;
    this.box = box;
    for (const tab of tabs) this.add(tab);
    list.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      const ids = [...this.buttons.keys()];
      const at = ids.findIndex((id) => this.buttons.get(id) === document.activeElement);
      const next = ids[(at + step + ids.length) % ids.length]!;
      this.select(next);
      this.buttons.get(next)?.focus();
    });
    this.select(tabs[0]!.id);
  }

  private add({ id, name, view }: Tab): void {
    const button = el(
      'button',
      { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `view-${id}`, onclick: () => this.select(id) },
      name,
    );
    const panel = el('div', { role: 'tabpanel', id: `view-${id}`, 'aria-labelledby': `tab-${id}`, class: 'view' }, view);
    this.buttons.set(id, button);
    this.views.set(id, panel);
    this.list.append(button);
    this.box.append(panel);
  }

  /** Shows a view in place of the one under its tab, adding the tab where there is none. */
  put(tab: Tab): void {
    const panel = this.views.get(tab.id);
    if (panel) panel.replaceChildren(tab.view);
    else this.add(tab);
    this.select(tab.id);
    this.views.get(tab.id)!.scrollTop = 0;
  }

  select(id: string): void {
    for (const [name, button] of this.buttons) {
      button.setAttribute('aria-selected', String(name === id));
      button.tabIndex = name === id ? 0 : -1;
    }
    for (const [name, view] of this.views) view.hidden = name !== id;
  }
}
