import { Alert, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { Duty, Exemption } from '../../../src/store/query/duty.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { PAPERS, SCOPES } from '../parts/words.ts';
import { Exempt } from './Exempt.tsx';

type Owed = Omit<Duty, 'region' | 'year'>;
type Slot = Omit<Owed, 'hand_in'>;
/** What may be owed: departments also publish papers of their own offices (本级). */
const SLOTS: readonly Slot[] = (['budget', 'final'] as const).flatMap((kind): Slot[] => [
  { kind, organisation_kind: 'department', scope: 'department' },
  { kind, organisation_kind: 'department', scope: 'unit' },
  { kind, organisation_kind: 'unit', scope: 'unit' },
]);
const slotName = ({ kind, organisation_kind, scope }: Slot): string =>
  organisation_kind === 'unit' ? `各单位的单位${PAPERS[kind]}` : `各部门的${scope === 'unit' ? '本级单位' : SCOPES[scope]}${PAPERS[kind]}`;
const slotKey = ({ kind, organisation_kind, scope }: Slot): string => `${kind} ${organisation_kind} ${scope}`;

/** 应编文本: what is owed in a region for a year, by when, and who is exempt. */
export default function Duties() {
  const known = useRead<{ duties: Duty[]; exemptions: Exemption[] }>('/duties');
  const regions = useRead<{ code: string; name: string }[]>('/regions');
  const organisations = useRead<Organisation[]>('/organisations');
  const [chosen, setChosen] = useState('');
  const [year, setYear] = useState(String(new Date().getFullYear()));
  return (
    <>
      <h1>应编文本</h1>
      <p className="quiet">登记每个地区每年应编的文本和报送截止日，“进度总览”据此列出还没有开始编和没有报送的。</p>
      <Shown of={regions}>
        {(all) => {
          const region = chosen || all[0]?.code;
          if (!region) return <Nothing>还没有地区。请管理员先在“单位”里登记。</Nothing>;
          return (
            <>
              <div className="gap">
                <Pick
                  label="地区"
                  options={all.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
                  value={region}
                  onChange={setChosen}
                />
                <span>年度</span>
                <Input
                  type="number"
                  aria-label="年度"
                  min={2000}
                  max={2100}
                  value={year}
                  style={{ width: 100 }}
                  onChange={(event) => setYear(event.target.value)}
                />
              </div>
              <Shown of={known}>
                {({ duties, exemptions }) => (
                  <>
                    <OfYear
                      key={`${region} ${year}`}
                      region={region}
                      year={Number(year)}
                      known={duties.filter((duty) => duty.region === region && duty.year === Number(year))}
                      reload={known.reload}
                    />
                    <Exempt
                      year={Number(year)}
                      exemptions={exemptions.filter((one) => one.year === Number(year))}
                      organisations={(organisations.value ?? []).filter((one) => one.region === region)}
                      reload={known.reload}
                    />
                  </>
                )}
              </Shown>
            </>
          );
        }}
      </Shown>
    </>
  );
}

function OfYear(props: {
  readonly region: string;
  readonly year: number;
  readonly known: readonly Duty[];
  readonly reload: () => Promise<void>;
}) {
  const { region, year, known } = props;
  const [owed, setOwed] = useState<ReadonlyMap<string, string>>(() => new Map(known.map((duty) => [slotKey(duty), duty.hand_in ?? ''])));
  const [saved, setSaved] = useState(false);
  const doing = useDoing();
  const set = (slot: Slot, day: string | null) => {
    const now = new Map(owed);
    if (day === null) now.delete(slotKey(slot));
    else now.set(slotKey(slot), day);
    setOwed(now);
    setSaved(false);
  };
  const save = () =>
    doing.run('save', async () => {
      const list: Owed[] = SLOTS.flatMap((slot) => {
        const day = owed.get(slotKey(slot));
        return day === undefined ? [] : [{ ...slot, hand_in: day || null }];
      });
      await send('put', '/duties', { region, year, owed: list });
      setSaved(true);
      await props.reload();
    });
  return (
    <section className="entry" aria-label="应编的文本">
      <table className="list cards">
        <thead>
          <tr>
            <th>文本</th>
            <th>报送截止日（可不填）</th>
          </tr>
        </thead>
        <tbody>
          {SLOTS.map((slot) => (
            <tr key={slotKey(slot)}>
              <td>
                <Checkbox checked={owed.has(slotKey(slot))} onChange={(event) => set(slot, event.target.checked ? '' : null)}>
                  {slotName(slot)}
                </Checkbox>
              </td>
              <td>
                <Input
                  type="date"
                  aria-label={`${slotName(slot)}的报送截止日`}
                  disabled={!owed.has(slotKey(slot))}
                  value={owed.get(slotKey(slot)) ?? ''}
                  style={{ width: 160 }}
                  onChange={(event) => set(slot, event.target.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="gap">
        <Button type="primary" loading={doing.busy !== ''} onClick={() => void save()}>
          保存
        </Button>
        {saved && <span role="status">已保存。</span>}
      </div>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
    </section>
  );
}
