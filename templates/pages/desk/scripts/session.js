// Says in time that the session is about to end, and when it has ended; what is on the page stays there.
(() => {
  const dialog = document.getElementById('session');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const key = 'doleance-active';
  const opened = Date.now();
  const idle = Number(dialog.dataset.idle) * 1000;
  const wholeEnds = opened + Number(dialog.dataset.whole) * 1000;
  const warning = Math.min(120_000, idle / 2);
  let toldOfWhole = false;

  const active = () => {
    try {
      localStorage.setItem(key, String(Date.now()));
    } catch {
      // Without storage each window counts for itself.
    }
  };
  const lastActive = () => {
    try {
      return Math.max(opened, Number(localStorage.getItem(key)) || 0);
    } catch {
      return opened;
    }
  };
  const show = (when) => {
    for (const part of dialog.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== when;
    dialog.setAttribute('aria-labelledby', 'session-title');
    for (const part of dialog.querySelectorAll('h2')) part.id = part.parentElement.hidden ? '' : 'session-title';
    if (!dialog.open) dialog.showModal();
  };
  const shown = (when) => dialog.open && dialog.querySelector(`[data-when="${when}"]`)?.hidden === false;

  const look = () => {
    const now = Date.now();
    const ends = Math.min(lastActive() + idle, wholeEnds);
    if (now >= ends) return shown('ended') || show('ended');
    if (now >= wholeEnds - 300_000 && !toldOfWhole) {
      toldOfWhole = true;
      return show('whole');
    }
    if (now >= lastActive() + idle - warning) return shown('soon') || show('soon');
    if (shown('soon') || shown('ended')) dialog.close();
  };
  const stay = async () => {
    const answer = await fetch('/desk/session', { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
    if (answer?.ok) {
      active();
      dialog.close();
    } else if (answer?.status === 401) show('ended');
  };

  dialog.addEventListener('click', ({ target }) => {
    const act = target instanceof HTMLElement ? target.dataset.act : undefined;
    if (act === 'stay') void stay();
    if (act === 'close') dialog.close();
  });
  document.addEventListener('htmx:afterRequest', ({ detail }) => {
    if (detail.xhr?.getResponseHeader('X-Session-Ended')) show('ended');
    else if (detail.successful) active();
  });
  document.addEventListener('visibilitychange', () => !document.hidden && look());
  active();
  setInterval(look, 15_000);
})();
