// Runs in the page that is tested: what a person would see there and axe-core does not tell.

const said = (element) => element.outerHTML.slice(0, 160);

const shown = () => [...document.querySelectorAll('body *')].filter((one) => one.getClientRects().length > 0);

globalThis.looks = {
  /** Text at twice its size, as the browser's own setting has it. */
  enlargeText() {
    document.documentElement.style.fontSize = '200%';
    return [];
  },

  /** What is wider than the window, unless it scrolls by itself. */
  sideways(when) {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = shown().filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest('.scroll'));
    return [
      `${when}: scrolls sideways (${document.documentElement.scrollWidth} > ${width}): ${wide.slice(-3).map(said).join(' | ')}`,
    ];
  },

  /** Text that its own box hides. */
  hiddenText(when) {
    const cut = shown().filter((one) => {
      const { overflowX, clipPath, textOverflow } = getComputedStyle(one);
      return (
        overflowX === 'hidden' && clipPath === 'none' && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1
      );
    });
    return cut.map((one) => `${when}: text is hidden: ${said(one)}`);
  },

  /** The entry of the navigation where one is, out of sight. */
  hiddenCurrent(when) {
    const navigation = document.querySelector('.navigation');
    const current = navigation?.querySelector('[aria-current]');
    if (!current) return [];
    const [whole, own] = [navigation.getBoundingClientRect(), current.getBoundingClientRect()];
    return own.left >= whole.left && own.right <= whole.right + 1 ? [] : [`${when}: out of sight: ${said(current)}`];
  },

  /** What only a script could make work: a button without a form, a link that leads nowhere, htmx on what is neither link nor form. */
  needingScripts() {
    const buttons = [...document.querySelectorAll('main button')].filter(
      (one) => !one.form && !one.hasAttribute('popovertarget'),
    );
    const links = [...document.querySelectorAll('a')].filter((one) => ['', '#', null].includes(one.getAttribute('href')));
    // What asks again by itself keeps a page fresh, and is nothing that a person would miss.
    const asking = [...document.querySelectorAll('[hx-get], [hx-post]')].filter(
      (one) => !one.closest('form, a[href]') && !one.getAttribute('hx-trigger')?.startsWith('every '),
    );
    return [
      ...buttons.map((one) => `a button without a form: ${said(one)}`),
      ...links.map((one) => `a link that leads nowhere: ${said(one)}`),
      ...asking.map((one) => `htmx on what is neither link nor form: ${said(one)}`),
    ];
  },
};
