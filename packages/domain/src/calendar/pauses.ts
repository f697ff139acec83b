/** While it lasts, a promise does not run. Epoch ms. */
export interface Pause {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The pauses as they count from `startMs` on: in order, joined where they meet or overlap. */
export function joinPauses(pauses: readonly Pause[], startMs: number): readonly Pause[] {
  const joined: Pause[] = [];
  const started = pauses.map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, startMs), toMs }));
  for (const pause of started.sort((a, b) => a.fromMs - b.fromMs)) {
    if (pause.toMs <= pause.fromMs) continue;
    const last = joined.at(-1);
    if (last === undefined || pause.fromMs > last.toMs) joined.push(pause);
    else joined[joined.length - 1] = { ...last, toMs: Math.max(last.toMs, pause.toMs) };
  }
  return joined;
}
