import { Alert } from 'antd';
import { useRef } from 'react';
import { address } from '../api/client.ts';
import { Nothing } from '../parts/States.tsx';
import { Comments } from './Comments.tsx';
import type { CommentPlace, View } from './Paper.tsx';
import { findPlace, placeAt } from './place.ts';

/** The paper in a frame: a cell or a sentence that is pressed becomes the place of a comment. */
export function Preview(props: {
  readonly view: View;
  readonly reload: () => Promise<void>;
  readonly place: CommentPlace;
  readonly setPlace: (place: CommentPlace) => void;
  /** of the plan as it was saved last on this page, 0 before that */
  readonly saved: number;
  /** it is looked at: otherwise it stays as it was compiled last */
  readonly active: boolean;
}) {
  const { paper, editions, verbs } = props.view;
  const frame = useRef<HTMLIFrameElement>(null);
  const edition = editions[0]!;
  const now = `checked=${edition.checked ?? 0}&saved=${props.saved}`;
  const seen = useRef(now);
  if (props.active) seen.current = now;
  const draft = verbs.includes('open') && !edition.published_on;
  const published = editions.find(({ published_on }) => published_on !== null);
  const source = draft
    ? `/papers/${paper.id}/preview?${seen.current}`
    : published && `/papers/${paper.id}/versions/${published.number}/page`;
  if (!source) return <Nothing>没有可看的文本。</Nothing>;
  const show = (place: CommentPlace) => {
    const found = findPlace(frame.current?.contentDocument ?? null, place);
    found?.scrollIntoView({ block: 'center' });
    found?.animate([{ outline: '3px solid #d48806' }, { outline: '3px solid transparent' }], 2500);
  };
  const listen = () => {
    const page = frame.current?.contentDocument;
    page?.addEventListener('click', (event) => {
      const place = placeAt(event.target as Element);
      if (place && verbs.includes('comment')) props.setPlace(place);
    });
  };
  return (
    <div className="two">
      <div>
        {edition.state === 'withdrawn' && <Alert type="warning" showIcon title={`这个版本已撤回：${edition.reason}`} />}
        <iframe ref={frame} className="frame" title="文本预览" src={address(source)} onLoad={listen} />
      </div>
      <Comments {...props} show={show} />
    </div>
  );
}
