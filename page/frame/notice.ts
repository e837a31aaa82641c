/**
 * Shows messages at the top of the page until they are closed.
 *
 * @returns shows one message per subject; without a text it removes that message
 */
export function openNotice(parent: HTMLElement): (subject: string, text?: string) => void {
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  const update = () => {
    parent.hidden = parent.querySelector('p') === null;
  };
  close.addEventListener('click', () => {
    parent.replaceChildren();
    update();
  });
  return (subject, text) => {
    const paragraph = document.createElement('p');
    paragraph.dataset.subject = subject;
    paragraph.textContent = text ?? '';
    const before = parent.querySelector(`[data-subject="${subject}"]`);
    // the same link again, by going back or forward, is not announced again
    if (before?.textContent !== paragraph.textContent) {
      before?.remove();
      if (text !== undefined) parent.append(paragraph, close);
    }
    update();
  };
}
