import { found } from '../found.ts';
import { wordsPlace } from '../place.ts';
import { type Check, quoted, wordList } from './check.ts';
import { hitPlace, hits, plainText, spotIn, stretches } from './stretch.ts';

/** Stamps of drafts (仅供内部审核) in a published paper: one finding with all places. */
export const watermark: Check = (reading, forms) => {
  const { 'internal-marks': marks } = wordList<{ 'internal-marks': readonly string[] }>(forms, 'comply');
  const stamped = reading.document.blocks.flatMap((block) =>
    block.kind === 'mark' && block.mark === 'watermark' && marks.some((mark) => plainText(block.words.text).toUpperCase().includes(mark))
      ? [wordsPlace(block.words)]
      : [],
  );
  const written = hits(reading, /仅供内部(?:审核|审阅|使用|参考)/gm).map((hit) => hitPlace(hit));
  // a line that is nothing but a mark: the text layer of a stamp
  const alone = new RegExp(`^(?:(?:${marks.join('|')})[审核阅使用资料，,]*)+(?:注意保[存密])?$`);
  const lines = stretches(reading).filter(({ kind, record, plain }) => kind === 'paragraph' && !record && alone.test(plain.toUpperCase()));
  const places = [...stamped, ...written, ...lines.filter(({ plain }) => !plain.startsWith('仅供')).map((stretch) => spotIn(stretch))];
  if (places.length === 0) return [];
  return [
    found('comply.watermark', {
      severity: 'error',
      message: `公开文本中有内部标记${quoted(places.map(({ text }) => text))}，共${places.length}处。正式公开的文件不得带有内部审核、草稿等标记。`,
      stated: places[0]?.text ?? '',
      expected: '公开稿无内部标记',
      suggestion: '从源文件中去掉水印后重新导出并公开',
      places,
    }),
  ];
};
