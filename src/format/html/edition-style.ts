/** How a paper looks as a page of its own: on a screen with its contents beside it, on a telephone, and in print as the PDF does. */
export const EDITION_CSS = `
:root { --ink: #1b2430; --quiet: #56606d; --line: #8c95a1; --head: #edf1f5; --link: #174e86; --page: #fff; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: var(--page); font: 17px/1.85 "FangSong_GB2312", "仿宋_GB2312", FangSong, STFangsong, "Noto Serif SC",
  "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; overflow-wrap: anywhere; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; }
h1, h2, h3, .contents, .form-number, thead th { font-family: SimHei, "黑体", STHeiti, "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font: 700 2rem/1.5 "FZXiaoBiaoSong-B05S", "方正小标宋简体", "Noto Serif SC", "Noto Serif CJK SC", STZhongsong, SimSun, serif; text-align: center; margin: 2.5rem 0; }
h2 { font-size: 1.45rem; line-height: 1.5; text-align: center; margin: 3.2rem 0 1.4rem; padding-top: 1.2rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.15rem; margin: 1.8rem 0 .6rem; }
h4 { font: 700 1.05rem/1.7 KaiTi_GB2312, "楷体_GB2312", KaiTi, STKaiti, "Noto Serif SC", "Noto Serif CJK SC", serif; margin: 1.2rem 0 .4rem; }
h5, h6 { font-size: 1rem; margin: 1rem 0 .4rem; }
p { margin: .3em 0; text-indent: 2em; text-align: justify; max-width: 46em; }
.note { font-size: .88em; text-indent: 0; color: var(--quiet); }
.form-number { font-size: .95rem; text-indent: 0; text-align: left; }
.form-number.end { text-align: right; }
.table-title { font: 700 1.15rem/1.6 "FZXiaoBiaoSong-B05S", "Noto Serif SC", "Noto Serif CJK SC", SimSun, serif; text-align: center; text-indent: 0; max-width: none; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; top: 0; padding: .6rem 1rem; background: var(--page); z-index: 3; }
.skip:focus { left: 0; }
.contents { font-size: .92rem; line-height: 1.5; }
.contents h2 { margin: 0 0 .6rem; padding: 0; border: 0; font-size: 1.1rem; text-align: left; }
.contents ul { list-style: none; margin: 0; padding: 0; }
.contents li { padding: .18rem 0 .18rem 1em; }
.contents .part { padding-left: 0; margin-top: .5rem; font-weight: 700; }
.contents a { text-decoration: none; display: inline-block; min-height: 24px; }
.contents a:hover { text-decoration: underline; }
.sheet { margin: 1.6rem 0 .4rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; line-height: 1.5; }
caption { padding-bottom: .3rem; text-align: left; font-size: 1rem; }
.above { position: sticky; left: 0; max-width: min(100%, calc(100vw - 2.5rem)); }
.unders { display: flex; justify-content: space-between; gap: .2rem 1.5rem; flex-wrap: wrap; font-size: .88rem; }
.unders div:only-child { margin-left: auto; }
th, td { border: 1px solid var(--line); padding: .28em .5em; font-weight: 400; text-align: left; vertical-align: middle; min-width: 3.2em; }
thead th, thead td { background: var(--head); text-align: center; font-weight: 600; }
tbody th { min-width: 8em; }
td.v { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tbody .c { text-align: center; min-width: 0; overflow-wrap: normal; }
td:not(.v) { min-width: 4.5em; }
.filled td { text-align: left; }
.filled td.v { text-align: center; }
figure { margin: 1.6rem 0; }
figcaption { font-weight: 700; text-align: center; margin-bottom: .5rem; }
.drawn { display: grid; grid-template-columns: minmax(0, 3fr) minmax(14rem, 2fr); gap: 1rem; align-items: center; }
.chart svg { width: 100%; height: auto; max-width: 46rem; display: block; }
.gap { background: #fff2a8; color: inherit; outline: 1px dashed var(--quiet); }
.stamp { text-align: center; text-indent: 0; max-width: none; color: #a11616; font-weight: 700; letter-spacing: .3em; }
.draft::before { content: "仅供内部审核"; position: fixed; inset: 0; display: grid; place-items: center; font-size: min(12vw, 9rem); color: rgb(161 22 22 / .1);
  transform: rotate(-28deg); pointer-events: none; z-index: 2; white-space: nowrap; }
footer { text-align: center; padding: 1.5rem 1rem 2.5rem; color: var(--quiet); font-size: .85rem; }
@media (min-width: 75rem) {
  body { padding-left: 19rem; }
  body:not(:has(.contents)) { padding-left: 0; }
  .contents { position: fixed; left: 0; top: 0; bottom: 0; width: 19rem; overflow-y: auto; padding: 1.4rem 1.2rem 3rem; background: #f5f7fa; border-right: 1px solid #d4dae2; }
}
@media (max-width: 40rem) {
  body { font-size: 16px; }
  main { padding: .5rem 1rem 2rem; }
  h1 { font-size: 1.55rem; margin: 1.5rem 0; }
  h2 { font-size: 1.2rem; }
  .above { max-width: calc(100vw - 2rem); }
  .drawn { grid-template-columns: minmax(0, 1fr); }
  .chart { overflow-x: auto; }
  .chart svg { width: 30rem; max-width: none; }
  .wide table { width: max-content; min-width: 100%; }
  tbody th { max-width: 11em; }
  th, td { padding: .28em .3em; }
}
@page { size: A4; margin: 22mm 18mm 20mm; @bottom-center { content: "— " counter(page) " —"; font: 10pt SimSun, "Noto Serif CJK SC", serif; } }
@page wide { size: A4 landscape; margin: 18mm 15mm; }
@media print {
  body { padding: 0; font-size: 12pt; line-height: 1.75; }
  main { max-width: none; padding: 0; }
  .skip, footer { display: none; }
  h1 { font-size: 24pt; margin: 60mm 0 0; break-after: page; }
  h2 { break-before: page; border: 0; margin-top: 0; font-size: 16pt; }
  h2, h3, h4, h5, caption { break-after: avoid; }
  p { orphans: 2; widows: 2; max-width: none; }
  .contents { position: static; width: auto; background: none; border: 0; padding: 0; font-size: 11pt; }
  .contents h2 { text-align: center; font-size: 16pt; break-before: auto; }
  .contents a { color: inherit; min-height: 0; }
  .sheet { margin: 0 0 3mm; break-before: page; }
  h2 + .sheet { break-before: auto; }
  .wide { page: wide; }
  .scroll { overflow: visible; }
  .above { position: static; max-width: none; }
  table { font-size: 9pt; line-height: 1.3; }
  .wide table { font-size: 8pt; width: 100%; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  th, td { padding: .7mm 1.2mm; border-color: #444; min-width: 0; }
  tbody th, td:not(.v) { min-width: 0; }
  thead th, thead td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
