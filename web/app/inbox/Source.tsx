import { Alert, Segmented } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FontlessList, PageList } from '../../../src/server/original/api.ts';
import { type PageSource, Pages } from '../../paper/pages.ts';
import '../../paper/sheets.css';
import { address, Refused, send } from '../api/client.ts';
import { said } from '../api/use.ts';
import type { Found, Version, View } from './words.ts';

/** A place of a finding, by the finding's id. */
export interface At {
  readonly finding: string;
  readonly place: number;
}

interface Props {
  readonly view: View;
  readonly version: Version;
  readonly at: At | null;
  /** somebody pressed a place */
  readonly press: (finding: string, place: number) => void;
}

/** The paper itself: for a PDF its pages as they are, and for every file the text that was read; with the places of its findings. */
export function Source(props: Props) {
  const { version } = props;
  const pdf = version.report?.format === 'pdf';
  const [shown, setShown] = useState<'pages' | 'text'>(pdf ? 'pages' : 'text');
  return (
    <section className="source" aria-label="原文">
      {pdf && (
        <Segmented
          aria-label="原文怎样显示"
          options={[
            { value: 'pages', label: '原件' },
            { value: 'text', label: '读出的文本' },
          ]}
          value={shown}
          onChange={(value) => setShown(value as 'pages' | 'text')}
        />
      )}
      {pdf && shown === 'pages' ? <Sheets {...props} /> : <Text {...props} />}
    </section>
  );
}

/** The findings of the version that is shown. */
const presentOf = ({ view, version }: Props): Found[] => view.findings.filter((one) => one.mended === null && one.first <= version.number);

function Sheets(props: Props) {
  const { view, version, at, press } = props;
  const { id } = view.paper;
  const pane = useRef<HTMLElement>(null);
  const pages = useRef<Pages | null>(null);
  const [ready, setReady] = useState(0);
  const [error, setError] = useState('');
  const found = presentOf(props);
  // handling a finding does not move it
  const order = found.map((one) => one.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pages are laid out anew only when the findings or the version are others
  const findings = useMemo(
    () =>
      found.map(({ finding, across }) => ({
        ...finding,
        places: finding.places.map((place) => (across && place.file !== id ? { ...place, page: null, box: null } : place)),
      })),
    [order, version.checked],
  );
  const pressed = useRef<(finding: number, place: number) => void>(() => {});
  pressed.current = (finding, place) => {
    const one = found[finding];
    if (one) press(one.id, place);
  };
  useEffect(() => {
    let gone = false;
    const at = `/inbox/${id}/versions/${version.number}/pages`;
    const source: PageSource = {
      picture: (page, width) => address(`${at}/${page}?width=${width}`),
      fontless: (page) =>
        send<FontlessList>('get', `${at}/${page}/fontless`).catch((failure: unknown) => {
          if (failure instanceof Refused) return null;
          throw failure;
        }),
    };
    send<PageList>('get', at).then(
      ({ pages: sizes }) => {
        if (gone || !pane.current) return;
        const events = { onFinding: (finding: number, place: number) => pressed.current(finding, place), onPage() {}, onZoom() {} };
        pages.current = new Pages(pane.current, source, sizes, findings, events);
        pages.current.fit();
        setReady((count) => count + 1);
      },
      (failure: unknown) => setError(said(failure)),
    );
    return () => {
      gone = true;
      pages.current = null;
    };
  }, [id, version.number, findings]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place is shown when another is chosen, or the pages have come
  useEffect(() => {
    const index = found.findIndex((one) => one.id === at?.finding);
    const place = findings[index]?.places[at?.place ?? 0];
    if (at && place) pages.current?.showPlace(index, at.place, place);
  }, [at, ready]);
  if (error) return <Alert type="error" showIcon role="alert" title={error} description="可以看“读出的文本”。" />;
  return <section className="pane sheets" ref={pane} aria-label="各页" />;
}

function Text(props: Props) {
  const { view, version, at, press } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(0);
  const found = presentOf(props).filter(({ across }) => !across);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place is shown when another is chosen, or the text has come
  useEffect(() => {
    const page = frame.current?.contentDocument;
    const one = found.find(({ id }) => id === at?.finding);
    for (const mark of page?.querySelectorAll('mark.current') ?? []) mark.classList.remove('current');
    const marks = one && at ? page?.querySelectorAll(`mark[data-notes~="f${one.position}-${at.place}"]`) : [];
    for (const mark of marks ?? []) mark.classList.add('current');
    marks?.[0]?.scrollIntoView({ block: 'center' });
  }, [at, ready]);
  const listen = () => {
    setReady((count) => count + 1);
    frame.current?.contentDocument?.addEventListener('click', (event) => {
      const note = (event.target as Element).closest('mark')?.dataset.notes?.split(' ')[0];
      const [, position, place] = /^f(\d+)-(\d+)$/.exec(note ?? '') ?? [];
      const one = found.find((own) => own.position === Number(position));
      if (one) press(one.id, Number(place));
    });
  };
  // `checked`: the text is another after another check
  const source = address(`/inbox/${view.paper.id}/versions/${version.number}/text?checked=${version.checked}`);
  return <iframe ref={frame} className="pane text" title="读出的文本" src={source} onLoad={listen} />;
}
