/** “扶持企业数量”≥10个, 扶持企业数量≥10个: what is measured, and the value. */
export function namedValue(text: string): { readonly name: string; readonly value: string } {
  const quoted = /^“([^”]+)”(.*)$/.exec(text);
  if (quoted) return { name: quoted[1] ?? '', value: quoted[2] ?? '' };
  const [, name = '', value = ''] = /^(.*?[^\d≥≤><＞＜=])([≥≤><＞＜=]*\d[\d.]*[^\d]{0,8})$/.exec(text) ?? [];
  return name === '' ? { name: text, value: text } : { name, value };
}

/** What a sentence says was reached, before its points: 实际成本795万元，实际得分5.3分; …数量6个，实际得分12分. */
export function actualOf(text: string): string {
  const said = text.replace(/[，、]?(?:实际)?得分?(?:为)?[\d.]+分$/, '');
  return (
    /实际(?:完成|成本|支出|覆盖率)?(?:为)?([^，。；]+)$/.exec(said)?.[1] ?? /(\d[\d.]*(?:%|[^\d，。；≥≤%]{0,3}))$/.exec(said)?.[1] ?? ''
  );
}
