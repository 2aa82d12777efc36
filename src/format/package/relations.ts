import { Xml } from './xml.ts';
import type { Zip } from './zip.ts';

/** A relation of one part to another inside the container. Outside targets are never followed: they are not listed. */
export interface Relation {
  readonly id: string;
  /** last word of its type: styles, numbering, header, worksheet … */
  readonly type: string;
  /** name of the part */
  readonly target: string;
}

/** The name of a part that `target` means, seen from `base`. */
export function resolve(base: string, target: string): string {
  const path = target.startsWith('/') ? [] : base.split('/').slice(0, -1);
  for (const step of target.replace(/\\/g, '/').split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}

/** What a part refers to; '' asks for the container itself. */
export function relationsOf(zip: Zip, part: string): Relation[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const bytes = zip.read(`${folder}_rels/${part.slice(folder.length)}.rels`);
  if (!bytes) return [];
  const xml = new Xml(bytes);
  const relations: Relation[] = [];
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open' || xml.name !== 'Relationship' || xml.attribute('TargetMode') === 'External') continue;
    const type = xml.attribute('Type') ?? '';
    relations.push({
      id: xml.attribute('Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      target: resolve(part, xml.attribute('Target') ?? ''),
    });
  }
  return relations;
}

/** The main part of an office file, by its relation; `usual` where the relation is missing. */
export const mainPart = (zip: Zip, usual: string): string =>
  relationsOf(zip, '').find(({ type }) => type === 'officeDocument')?.target ?? usual;
