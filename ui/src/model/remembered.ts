/** What is found out of a row once is kept. */
export function remembered<T>(find: (row: number) => T): (row: number) => T {
  const known = new Map<number, T>();
  return (row) => {
    const before = known.get(row);
    if (before !== undefined) {
      return before;
    }
    const found = find(row);
    known.set(row, found);
    return found;
  };
}
