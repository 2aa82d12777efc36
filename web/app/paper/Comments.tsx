import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Nothing } from '../parts/States.tsx';
import { Tag } from '../parts/Tag.tsx';
import { timeOf } from '../parts/words.ts';
import type { CommentPlace, View } from './Paper.tsx';
import { placeWords } from './place.ts';

type Comment = View['comments'][number];

export function Comments(props: {
  readonly view: View;
  readonly reload: () => Promise<void>;
  readonly place: CommentPlace;
  readonly setPlace: (place: CommentPlace) => void;
  readonly show: (place: CommentPlace) => void;
}) {
  const { view, place, reload } = props;
  const [text, setText] = useState('');
  const [answered, setAnswered] = useState<Comment | null>(null);
  const doing = useDoing();
  const add = () =>
    void doing.run('add', async () => {
      const at = answered ? answered.place : place;
      await send('post', `/papers/${view.paper.id}/comments`, { answers: answered?.id ?? null, place: at, text });
      setText('');
      setAnswered(null);
      props.setPlace({});
      await reload();
    });
  const settle = ({ id, settled }: Comment) =>
    void doing.run(id, async () => {
      await send('put', `/papers/${view.paper.id}/comments/${id}`, { settled: !settled });
      await reload();
    });
  const words = answered ? `答复 ${answered.author}：${answered.text.slice(0, 40)}` : placeWords(place);
  return (
    <aside aria-label="批注">
      {view.verbs.includes('comment') && (
        <section className="pick">
          <p className="quiet">{words || '在文本里点一个单元格或一句话，就对那里批注；不点，是对整份文本的批注。'}</p>
          <Input.TextArea aria-label="批注内容" rows={3} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} />
          <div className="gap">
            <Button type="primary" disabled={text.trim() === ''} loading={doing.busy === 'add'} onClick={add}>
              写批注
            </Button>
            {words && (
              <Button
                onClick={() => {
                  setAnswered(null);
                  props.setPlace({});
                }}
              >
                不针对这里
              </Button>
            )}
          </div>
        </section>
      )}
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
      {view.comments.length === 0 && <Nothing>没有批注。</Nothing>}
      {view.comments.map((comment) => {
        const own = comment.place as CommentPlace;
        return (
          <article key={comment.id} className="entry" style={comment.answers ? { marginLeft: 16 } : undefined}>
            <div className="gap">
              <strong>{comment.author}</strong>
              <span className="quiet">{timeOf(comment.made)}</span>
              {comment.settled && <Tag tone="good">已处理</Tag>}
            </div>
            {placeWords(own) && !comment.answers && (
              <Button
                type="link"
                size="small"
                style={{ whiteSpace: 'normal', height: 'auto', padding: 0, textAlign: 'left' }}
                onClick={() => props.show(own)}
              >
                {placeWords(own)}
              </Button>
            )}
            <p>{comment.text}</p>
            <div className="gap">
              {view.verbs.includes('comment') && (
                <Button size="small" onClick={() => setAnswered(comment)}>
                  答复
                </Button>
              )}
              {view.verbs.includes('settle') && (
                <Button size="small" loading={doing.busy === comment.id} onClick={() => settle(comment)}>
                  {comment.settled ? '重新打开' : '标为已处理'}
                </Button>
              )}
            </div>
          </article>
        );
      })}
    </aside>
  );
}
