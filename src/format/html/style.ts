/** How a paper looks wherever its HTML is shown: the page, the report, the public site. Colours come from custom properties. */
export const PAPER_CSS = `
.paper { --line: #c9ced6; --head: #eef1f5; --error: #b42318; --error-bg: #fde3df; --warning: #8a5200; --warning-bg: #ffefcf;
  --info: #1f5c99; --info-bg: #dfecf8; color: #1c2430; line-height: 1.75; font-size: 15px; overflow-wrap: anywhere; }
.paper h2 { font-size: 1.3em; margin: 1.6em 0 .6em; }
.paper h3 { font-size: 1.12em; margin: 1.4em 0 .5em; }
.paper h4, .paper h5, .paper h6 { font-size: 1em; margin: 1.1em 0 .4em; }
.paper p { margin: .45em 0; }
.paper .aside { color: #6a7280; font-size: .8em; margin: .1em 0; }
.paper .aside-name { border: 1px solid currentColor; border-radius: 3px; padding: 0 .35em; margin-right: .3em; }
.paper .contents + .contents .aside-name { visibility: hidden; }
.paper .scroll { overflow-x: auto; margin: .6em 0 1.2em; }
.paper table { border-collapse: collapse; font-size: .86em; line-height: 1.45; min-width: 60%; }
.paper caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.paper th, .paper td { border: 1px solid var(--line); padding: .25em .55em; text-align: left; vertical-align: middle; font-weight: 400; }
.paper th, .paper td { min-width: 3.2em; max-width: 26em; }
.paper tbody th { min-width: 9em; }
.paper thead th { background: var(--head); text-align: center; font-weight: 600; }
.paper td.v { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.paper .n { font-variant-numeric: tabular-nums; }
.paper .n.unexplained { border-bottom: 1px dotted #6a7280; }
.paper mark { color: inherit; background: var(--info-bg); box-shadow: 0 1.5px 0 var(--info); border-radius: 2px; }
.paper mark.error { background: var(--error-bg); box-shadow: 0 2px 0 var(--error); }
.paper mark.warning { background: var(--warning-bg); box-shadow: 0 2px 0 var(--warning); }
.paper mark a { color: inherit; text-decoration: none; }
.paper mark.current { outline: 3px solid #16508f; outline-offset: 2px; }
.paper a[id] { scroll-margin: 30vh; }
.paper a[id]:target + mark, .paper a[id]:target + a[id] + mark { outline: 3px solid #16508f; outline-offset: 2px; }
@media print { .paper .scroll { overflow: visible; } }
`;
