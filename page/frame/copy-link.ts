/** How long the confirmation is shown. */
const shownMilliseconds = 3000;

/**
 * Makes a click copy the link instead of following it, so the other figures retain their state. If the browser does
 * not allow copying, the link is followed.
 */
export function openCopyLink(link: HTMLAnchorElement): void {
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
    }, shownMilliseconds);
  });
}

/** Adds a button that copies a piece of code. */
export function openCopyCode(code: HTMLElement): void {
  const text = code.textContent;
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'copy', textContent: 'Copy' });
  button.setAttribute('aria-label', `Copy the ${code.dataset.language} code`);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, shownMilliseconds);
  });
  code.append(button);
}
