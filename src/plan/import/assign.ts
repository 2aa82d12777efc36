/** Something whole with its amount, in 分. */
export interface Piece {
  readonly name: string;
  readonly fen: number;
}

/** Steps after which the search takes what it has: papers of honest size need a few hundred. */
const MOST_STEPS = 200_000;

/**
 * Whole pieces for groups, so that the pieces of a group make up exactly its amount: projects for functional 项, for kinds of project. Groups
 * that no pieces make up are left without. Of several ways the first is taken, larger pieces and earlier ones before others; `likes` says how
 * well a piece suits a group (0 to 1), and goes before that. The name of the group by the name of the piece.
 */
export function assigned(
  groups: readonly Piece[],
  pieces: readonly Piece[],
  likes: (piece: string, group: string) => number,
): ReadonlyMap<string, string> {
  const order = [...groups].filter(({ fen }) => fen > 0).sort((a, b) => a.fen - b.fen);
  let best = new Map<string, string>();
  let steps = 0;
  const isBetter = (found: ReadonlyMap<string, string>) => new Set(found.values()).size > new Set(best.values()).size;

  const next = (g: number, free: readonly Piece[], found: Map<string, string>): boolean => {
    const group = order[g];
    if (!group) {
      if (isBetter(found)) best = new Map(found);
      return new Set(found.values()).size === order.length;
    }
    const suited = [...free].sort((a, b) => likes(b.name, group.name) - likes(a.name, group.name) || b.fen - a.fen);
    const left = suited.map((_, i) => suited.slice(i).reduce((sum, { fen }) => sum + fen, 0));
    const take = (i: number, rest: number, taken: readonly Piece[]): boolean => {
      if (++steps > MOST_STEPS) return true;
      if (rest === 0) {
        for (const { name } of taken) found.set(name, group.name);
        const done = next(
          g + 1,
          free.filter((piece) => !taken.includes(piece)),
          found,
        );
        for (const { name } of taken) found.delete(name);
        return done;
      }
      const piece = suited[i];
      if (!piece || (left[i] ?? 0) < rest) return false;
      return (piece.fen <= rest && take(i + 1, rest - piece.fen, [...taken, piece])) || take(i + 1, rest, taken);
    };
    return take(0, group.fen, []) || next(g + 1, free, found);
  };
  next(
    0,
    pieces.filter(({ fen }) => fen > 0),
    new Map(),
  );
  return best;
}
