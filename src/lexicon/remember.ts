const MOST = 50_000;

/** A pure function of a string that remembers its answers; forgets all of them when they become too many. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const value = make(text);
    known.set(text, value);
    return value;
  };
}

/** A function of an object that remembers its answer for each, as long as the object lives. */
export function rememberedFor<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = make(key);
    known.set(key, { value });
    return value;
  };
}
