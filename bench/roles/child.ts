/** The settings that the bench gave to this process. */
export function settings<Settings>(): Settings {
  return JSON.parse(process.env['BENCH_SETTINGS'] ?? '{}') as Settings;
}

/** Tells the bench something. */
export function tell(news: object): void {
  process.send?.(news);
}

/** Ends this process in order at SIGTERM, and when the bench has ended without a word. */
export function whenEnded(stop: () => Promise<unknown>): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    void stop().finally(() => process.exit());
  };
  // Ctrl-C reaches every process of the terminal's group; the bench ends this one when it is time.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', once);
  process.on('disconnect', once);
}
