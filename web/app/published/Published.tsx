import { Alert } from 'antd';
import { useParams } from 'react-router';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { address } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import type { View } from '../paper/Paper.tsx';
import { Versions } from '../paper/Versions.tsx';
import { Shown } from '../parts/States.tsx';
import { titleOf } from '../parts/words.ts';
import { Top } from './Top.tsx';

/** A published paper as anybody reads it, at an address that stays. */
export default function Published() {
  const { id = '' } = useParams();
  const view = useRead<View>(`/papers/${id}`);
  const organisations = useRead<Organisation[]>('/organisations');
  return (
    <>
      <Top />
      <main className="content">
        <Shown of={view}>
          {({ paper, editions }) => {
            const out = editions.filter(({ published_on }) => published_on !== null);
            const now = out.find(({ state }) => state === 'published');
            const name = organisations.value?.find((one) => one.id === paper.organisation)?.name ?? '';
            return (
              <>
                <h1>
                  {name} {titleOf(paper)}
                </h1>
                {out.length === 0 && <Alert type="info" showIcon title="这份文本还没有公开。" />}
                {out.length > 0 && !now && <Alert type="warning" showIcon title={`这份文本已撤回：${out[0]?.reason}`} />}
                {now && <iframe className="frame" title="公开文本" src={address(`/papers/${id}/versions/${now.number}/page`)} />}
                <h2>版本</h2>
                <Versions paper={id} editions={out} home="/published" />
              </>
            );
          }}
        </Shown>
      </main>
    </>
  );
}
