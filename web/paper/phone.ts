/** On a phone the panel is a sheet over the paper's lower part: low (its grip), half, or full. On a desktop none of this shows. */
export function phonePanel(panel: HTMLElement, grip: HTMLElement, text: HTMLElement) {
  const set = (height: 'low' | 'half' | 'full'): void => {
    panel.dataset.height = height;
    grip.setAttribute('aria-expanded', String(height !== 'low'));
  };
  const next = { low: 'half', half: 'full', full: 'low' } as const;
  grip.addEventListener('click', () => set(next[(panel.dataset.height ?? 'half') as keyof typeof next]));
  return {
    /** what the grip says */
    name(words: string): void {
      text.textContent = words;
    },
    /** makes room for the place that is shown above the sheet */
    lower(): void {
      set('half');
    },
  };
}
