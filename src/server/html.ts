import type { Finding } from '../check/finding.ts';
import { escapeHtml, PAPER_CSS, paperHtml } from '../format/html/index.ts';
import type { CheckedPaper } from './paper.ts';
import { countFindings, type Report } from './report.ts';
import { findingId, paperView, placeId } from './view.ts';
import { LAW_NAMES, paperKind, placeWords, SEVERITY_NAMES, STATE_NAMES } from './words.ts';

const REPORT_CSS = `
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1c2430; background: #f4f6f9; overflow-wrap: anywhere; }
header.top { padding: .8rem 1.2rem; background: #17324f; color: #fff; }
header.top p { margin: 0; opacity: .85; font-size: .9em; }
h1 { font-size: 1.25rem; margin: 0; }
.index ul { margin: 0; padding-left: 1.1rem; }
.index, .across { margin: 1rem 1.2rem; background: #fff; border: 1px solid #d5dae1; padding: .8rem 1.2rem; }
.paper-pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(20rem, 26rem); gap: 1rem; margin: 1rem 1.2rem; align-items: start; }
.paper-pair > h2 { grid-column: 1 / -1; margin: .6rem 0 0; font-size: 1.1rem; }
.sheet { background: #fff; border: 1px solid #d5dae1; padding: .6rem 1.6rem 2rem; min-width: 0; }
.side { position: sticky; top: .5rem; max-height: calc(100vh - 1rem); overflow-y: auto; background: #fff; border: 1px solid #d5dae1; padding: .4rem 1rem 1rem; }
.side h3 { font-size: 1rem; margin: .8rem 0 .3rem; }
.finding { border-left: 4px solid #1f5c99; padding: .35rem .7rem; margin: .6rem 0; background: #f7f9fb; scroll-margin-top: 1rem; }
.finding.error { border-color: #b42318; } .finding.warning { border-color: #b27200; }
.finding:target { outline: 3px solid #16508f; }
.finding h4 { margin: 0; font-size: .95rem; } .finding p { margin: .25rem 0; font-size: .9rem; }
.tag { font-size: .8rem; color: #4a5361; font-weight: 400; }
.places { display: flex; flex-wrap: wrap; gap: .3rem .7rem; font-size: .85rem; }
a { color: #16508f; }
.coverage { padding-left: 1.1rem; font-size: .9rem; }
@media (max-width: 900px) { .paper-pair { grid-template-columns: minmax(0, 1fr); } .paper-pair > h2 { order: -2; } .side { position: static; max-height: none; order: -1; } .sheet { padding: .4rem .9rem 1.5rem; } }
@media print { .side { position: static; max-height: none; } .paper-pair { display: block; } }
`;

/** A finding; places whose anchors stand in the paper are links, others (null: all) are named in full. */
function findingHtml(finding: Finding, index: number, prefix: string, anchors: ReadonlySet<string> | null): string {
  const line = (name: string, text: string): string => (text ? `<p><b>${name}</b>　${escapeHtml(text)}</p>` : '');
  const places = finding.places.map((place, at) => {
    const id = placeId(index, at, prefix);
    if (anchors?.has(id)) return `<a href="#${id}">${placeWords(place)}</a>`;
    return `<span>${escapeHtml(anchors ? placeWords(place) : `${place.file ?? ''} ${placeWords(place)} ${place.text}`)}</span>`;
  });
  return `<section class="finding ${finding.severity}" id="${findingId(index, prefix)}">
<h4>${escapeHtml(finding.title)} <span class="tag">${SEVERITY_NAMES[finding.severity]} · ${LAW_NAMES[finding.law]} · ${escapeHtml(finding.code)}</span></h4>
<p>${escapeHtml(finding.message)}</p>${line('应为', finding.expected)}${line('建议', finding.suggestion)}${line('依据', finding.basis)}
<div class="places">${places.join('')}</div></section>`;
}

function sideHtml(paper: CheckedPaper, prefix: string, body: string): string {
  const anchors = new Set([...body.matchAll(/<a id="([^"]+)"/g)].map((match) => match[1]!));
  const damage = paper.reading?.damage ?? [];
  const findings = paper.findings.map((finding, index) => findingHtml(finding, index, prefix, anchors)).join('\n');
  const open = paper.coverage.map(
    (entry) =>
      `<li>${STATE_NAMES[entry.state]}：${escapeHtml(entry.obligation)}${entry.reason ? `（${escapeHtml(entry.reason)}）` : ''}</li>`,
  );
  const damaged = damage.map(({ reason, places }) => `<li>${escapeHtml(reason)}${places[0] ? `（${placeWords(places[0])}）` : ''}</li>`);
  return `<aside class="side" aria-label="问题"><h3>问题 ${paper.findings.length} 个</h3>${findings || '<p>没有发现问题。没有发现不等于没有问题，请看下面的核对清单。</p>'}
${damaged.length ? `<h3>提取受损（不是编制单位的错误）</h3><ul class="coverage">${damaged.join('')}</ul>` : ''}
<h3>核对清单</h3><ul class="coverage">${open.join('')}</ul></aside>`;
}

/** One paper's part of the report, which has it as its n-th. */
export function paperSection(paper: CheckedPaper, index: number): string {
  const prefix = `d${index}-`;
  const name = `<h2 id="d${index}">${escapeHtml(paper.file)}</h2>`;
  if (paper.error !== null || !paper.reading)
    return `<div class="paper-pair">${name}<p>无法校验：${escapeHtml(paper.error ?? '')}</p></div>`;
  const paperBody = paperHtml(paper.reading.document, paperView(paper, { prefix, numbers: false, links: true }));
  return `<div class="paper-pair">${name}<div class="sheet">${paperBody}</div>${sideHtml(paper, prefix, paperBody)}</div>`;
}

/** A report in one file that needs no server, no script and no other file: papers as read, findings at their side. */
export function reportHtml(sections: readonly string[], report: Report): string {
  const entries = report.documents.map((document, index) => {
    const counts = countFindings(document.findings);
    const result =
      document.error === null ? `错误 ${counts.error}，疑点 ${counts.warning}，提示 ${counts.info}` : `无法校验：${document.error}`;
    return `<li><a href="#d${index}">${escapeHtml(document.file)}</a>　${escapeHtml(document.organisation ?? '')} ${escapeHtml(paperKind(document))}　${escapeHtml(result)}</li>`;
  });
  const across = report.across.map((finding, index) => findingHtml(finding, index, 'across-', null));
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>明账校验报告</title><style>${REPORT_CSS}${PAPER_CSS}</style></head>
<body><header class="top"><h1>明账校验报告</h1><p>程序 ${escapeHtml(report.mingzhang)}，表样版本 ${escapeHtml(report.forms)}，文本 ${sections.length} 份</p></header>
<nav class="index" aria-label="文本"><ul>${entries.join('')}</ul></nav>
${across.length ? `<section class="across"><h2>各份文本之间</h2>${across.join('\n')}</section>` : ''}
<main>${sections.join('\n')}</main></body></html>
`;
}
