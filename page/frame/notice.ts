/** Shows messages at the top of the page until they are closed. */
export function openNotice(parent: HTMLElement): (text: string) => void {
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  close.addEventListener('click', () => {
    parent.hidden = true;
    parent.replaceChildren();
  });
  return (text) => {
    // going back and forward visits the same link again
    if ([...parent.querySelectorAll('p')].some(({ textContent }) => textContent === text)) return;
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    parent.hidden = false;
    close.remove();
    parent.append(paragraph, close);
  };
}
