/** How long it says so, milliseconds. */
const saidMilliseconds = 3000;

/**
 * Lets a click copy a link, so that whoever shares a view does not lose what all other figures are set to. Where the
 * browser does not allow it the link is followed as any other.
 */
export function openShare(link: HTMLAnchorElement): void {
  const label = link.textContent;
  link.addEventListener('click', async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || navigator.clipboard === undefined) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      location.assign(link.href);
      return;
    }
    link.textContent = 'Link copied';
    setTimeout(() => {
      link.textContent = label;
    }, saidMilliseconds);
  });
}
