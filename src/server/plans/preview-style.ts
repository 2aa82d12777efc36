/** What the preview of a paper adds to its page: numbers that can be pressed, gaps, findings; its contents stand beside it. */
export const PREVIEW_CSS = `
html { scroll-padding-top: .5rem; }
main { padding-top: 0; }
.contents { position: static; width: auto; padding: 0 0 1rem; background: none; border: 0; overflow: visible; }
body { padding-left: 0; }
.n { cursor: pointer; border-radius: 2px; }
.n:hover { background: #dbe8f6; }
.n.current { outline: 3px solid #16508f; outline-offset: 2px; background: #eaf2fb; }
.n.moved { text-decoration: underline dotted #16508f 2px; text-underline-offset: 4px; }
mark { color: inherit; background: #ffefcf; }
mark.gap { background: #fff0b8; box-shadow: 0 0 0 2px #c17d00; border-radius: 2px; }
mark.error { background: #fde3df; box-shadow: 0 2px 0 #b42318; }
.arrived { outline: 3px solid #16508f; outline-offset: 4px; }
@media (min-width: 75rem) { body { padding-left: 0; } .contents { position: static; width: auto; padding: 0 0 1rem; background: none; border: 0; } }
`;
