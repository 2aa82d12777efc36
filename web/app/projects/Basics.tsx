import { useOpen } from './context.ts';
import { Field } from './fields.tsx';
import { ATTRIBUTES, NATURE_OPTIONS } from './words.ts';

/** What the project is, in the words of its target form. */
export function Basics() {
  const { value, owner, set } = useOpen();
  return (
    <div className="fields">
      <Field label="项目名称" path={['name']} hint="与预算管理一体化系统一致，各处都用这个名称" />
      <Field label="项目编码" path={['code']} hint="21 位，从预算管理一体化系统复制" />
      <Field label="项目类别" path={['nature']} options={NATURE_OPTIONS} />
      <Field label="项目属性" path={['fields', 'attribute']} options={ATTRIBUTES} none="没有写" />
      <Field label="实施期" path={['fields', 'term']} hint="如 1年、2024-2026年" />
      <Field label="实施单位" path={['unit']} hint={`不填就是${owner}`} />
      <Field label="主管部门" path={['department']} hint={`不填就是${owner}`} />
      <Field
        label="公开绩效目标"
        path={['published']}
        options={[
          { value: 'true', label: '公开' },
          { value: 'false', label: '不公开（涉密等）' },
        ]}
        value={value.published === false ? 'false' : 'true'}
        set={(next) => set(['published'], next === 'false' ? false : undefined)}
      />
      <Field label="项目概况" path={['fields', 'overview']} lines={3} />
      <Field label="立项依据" path={['fields', 'basis']} lines={3} hint="文件名称和文号" />
      <Field label="设立必要性" path={['fields', 'necessity']} lines={3} />
      <Field label="保证项目实施的制度、措施" path={['fields', 'measures']} lines={3} />
      <Field label="项目实施计划" path={['fields', 'plan']} lines={3} />
      <Field label="资金用途" path={['fields', 'purpose']} lines={3} hint="河北的绩效目标表要填" />
    </div>
  );
}
