/**
 * The paper in Typst. What it says comes as JSON in sys.inputs.paper (see PaperData), so that no word of it is ever code.
 * Lines of type are 1em high, so `leading` is what remains to their pitch.
 */
export const TEMPLATE = `
#let paper = json(bytes(sys.inputs.paper))
#let song = "Noto Serif SC"
#let hei = "Noto Sans SC"

#set document(title: paper.title, author: paper.organisation, date: datetime(..paper.date))
#set text(font: (song, hei), size: 16pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em, fallback: false)
#set par(leading: 12pt, spacing: 12pt, justify: true, first-line-indent: (amount: 2em, all: true), linebreaks: "optimized")

#let stamp = if paper.draft {
  place(center + horizon, rotate(-45deg, text(font: hei, size: 64pt, fill: luma(215), paper.stamp)))
}
// what is missing in a draft
#show regex(paper.gap): it => highlight(fill: rgb("#fff2a8"), it)

#let numbered = context {
  let n = counter(page).get().first()
  align(if calc.odd(n) { right } else { left }, pad(x: 14pt, text(size: 14pt)[— #n —]))
}
#let sheet(page-size, footer: none, numbering: none, body) = page(
  width: page-size.width * 1mm,
  height: page-size.height * 1mm,
  margin: (
    top: page-size.top * 1mm,
    bottom: page-size.bottom * 1mm,
    left: page-size.left * 1mm,
    right: page-size.right * 1mm,
  ),
  background: stamp,
  footer: footer,
  footer-descent: 7mm,
  numbering: numbering,
  body,
)

// a line that is not a paragraph of the text
#let plain(size, pitch, body, above: 0pt, place: left, ..face) = block(above: above, below: 0pt, width: 100%, sticky: true, {
  set par(leading: pitch - size, first-line-indent: 0pt, justify: false)
  set align(place)
  block(inset: (y: (pitch - size) / 2), text(size: size, ..face, body))
})

#let named(it, body) = if it.id == none { body } else [#body #label(it.id)]
#let titled(it, level) = named(it, heading(level: level, outlined: it.id != none, bookmarked: true, it.text))

#show heading: it => block(above: 12pt, below: 12pt, sticky: true, {
  set par(first-line-indent: 0pt, justify: false)
  let face = if it.level == 2 { (font: hei, weight: 500) } else { (weight: 600) }
  text(size: 16pt, ..face, [#h(2em)#it.body])
})
#show heading.where(level: 1): it => block(above: 0pt, below: 24pt, width: 100%, sticky: true, {
  set par(leading: 14pt, first-line-indent: 0pt, justify: false)
  align(center, text(size: 22pt, weight: 700, it.body))
})

#let table-head(it) = {
  if it.role == "form-number" {
    plain(10.5pt, 18pt, it.text, above: 10pt, place: if it.text.ends-with("表") { right } else { left }, font: hei, weight: 500)
  } else if it.role == "chart" {
    plain(10.5pt, 18pt, it.text, above: 4pt, place: center, font: hei, weight: 500)
  } else {
    let size = it.size * 1pt
    show heading: it => text(size: size, weight: 700, it.body)
    plain(size, 28pt, if it.id == none and it.level == none { it.text } else { titled(it, 2) }, above: 10pt, place: center, weight: 700)
  }
}
#let captions(words) = if words.any(w => w != "") {
  plain(10.5pt, 18pt, layout(room => {
    let (first, middle, last) = words.map(w => measure(w).width)
    // the middle one stands in the middle where the others leave it
    let columns = if 2 * calc.max(first, last) + middle <= room.width { (1fr, auto, 1fr) } else { (auto, 1fr, auto) }
    grid(columns: columns, align: (left, center, right), ..words)
  }))
}

#let places = (head: center, left: left, center: center, right: right)
#let cell-of(cell) = table.cell(
  rowspan: cell.rows,
  colspan: cell.columns,
  align: places.at(cell.place) + horizon,
  breakable: cell.rows > 1,
  if cell.place == "head" { text(weight: 700, cell.text) } else { cell.text },
)
#let grid-of(it) = {
  set text(size: it.size * 1pt)
  set par(leading: (it.lead - it.size) * 1pt, first-line-indent: 0pt, justify: false)
  table(
    columns: it.widths.map(w => w * 1mm),
    // a height that is known saves measuring each cell
    rows: it.heights.map(h => if h == none { auto } else { h * 1pt }),
    inset: (x: it.padding * 0.5em, y: (it.gap + (it.lead - it.size) / 2) * 1pt),
    stroke: 0.5pt,
    ..if it.head.len() > 0 { (table.header(..it.head.map(cell-of)),) },
    ..it.cells.map(cell-of),
  )
}
#let notes(it) = for note in it.notes {
  block(above: 3pt, below: 0pt, width: 100%, {
    set par(leading: 7.5pt, first-line-indent: 0pt)
    block(inset: (y: 3.75pt), text(size: 10.5pt, note))
  })
}
#let picture-of(it) = if it != none {
  block(above: 8pt, below: 0pt, width: 100%, sticky: true, align(center, image(
    bytes(it.svg),
    format: "svg",
    width: it.width * 1mm,
    height: it.height * 1mm,
    alt: it.alt,
  )))
}
#let table-of(it) = {
  let above = picture-of(it.picture) + it.lines.map(table-head).join() + captions(it.captions)
  if it.fresh { pagebreak(weak: true) }
  if it.whole {
    block(breakable: false, above: 12pt, below: 12pt, above + block(above: 2pt, below: 0pt, grid-of(it)) + notes(it))
  } else {
    block(above: 12pt, below: 0pt, sticky: true, above)
    block(above: 2pt, below: 12pt, grid-of(it) + notes(it))
  }
}
#let item-of(it) = {
  if it.kind == "table" { table-of(it) } else if it.level != none { titled(it, it.level) } else { par(it.text) }
}

// a form that stands alone has no cover
#if paper.cover.len() > 0 { sheet(paper.sheet, {
  v(170pt)
  for line in paper.cover {
    block(above: 0pt, below: 22pt, width: 100%, {
      set par(first-line-indent: 0pt, justify: false)
      align(center, text(size: paper.coverSize * 1pt, weight: 700, line))
    })
  }
}) }

// words that stand on one page with lines closer than usual are set so
#let words-of(items) = context {
  let (width, height, top, bottom, left, right) = paper.sheet
  let room = (height - top - bottom) * 1mm
  let words(pitch) = {
    set par(leading: pitch * 1pt - 16pt, spacing: pitch * 1pt - 16pt)
    items.map(item-of).join()
  }
  let stands(pitch) = measure(width: (width - left - right) * 1mm, words(pitch)).height <= room
  let found = paper.textPitches.find(stands)
  words(if found == none { paper.textPitches.first() } else { found })
}

#let entries = paper.entries
#let entry-line(level, body) = block(above: 0pt, below: paper.contentsPitch * 1pt - 14pt, width: 100%, inset: (left: if level > 1 { 28pt } else { 0pt }), {
  set par(first-line-indent: 0pt, justify: false)
  text(size: 14pt, ..if level > 1 { (:) } else { (font: hei, weight: 500) }, body)
})
#if paper.contents != none {
  sheet(paper.sheet, {
    block(above: 0pt, below: 24pt, width: 100%, align(center, par(first-line-indent: 0pt, text(size: 22pt, weight: 700, paper.contents))))
    show outline.entry: it => {
      let found = entries.at(str(it.element.label))
      for text in found.before { entry-line(2, text) }
      let target = it.element.location()
      entry-line(found.level, link(target, [#found.text #box(width: 1fr, baseline: 0.12em, repeat(gap: 1pt)[.]) #counter(page).at(target).first()]))
    }
    outline(title: none, target: heading.where(outlined: true))
    for text in paper.after { entry-line(2, text) }
  })
}

#for (i, sheet-data) in paper.sheets.enumerate() {
  sheet(if sheet-data.turned { paper.turned } else { paper.sheet }, footer: numbered, numbering: "— 1 —", {
    if i == 0 { counter(page).update(1) }
    for (j, part) in sheet-data.parts.enumerate() {
      if j > 0 { pagebreak() }
      if part.words { words-of(part.items) } else { part.items.map(item-of).join() }
    }
  })
}
`;
